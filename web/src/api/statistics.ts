// The answers on statistics, shapes and places under the names the app uses: the generated types, narrowed to what is asked for.
import type { MultiPolygon, Polygon } from "geojson";
import type * as api from "./openapi";

export type { Boundary, Coverage, Indicator, Located as LocatedPlace, ReportedTotal as Reported, StatisticsRow, SuccessionStep as Kin, Vn2000 } from "./openapi";

export type Statistics = Pick<api.Statistics, "by" | "at" | "division" | "numberMatched" | "filter" | "rows" | "total" | "note">;

type GapRowOf<Key extends keyof api.GapRow> = Required<Pick<api.GapRow, "id" | "label" | Key>>;
export type GapCommune = GapRowOf<"parent" | "province_id" | "province" | "distance_km" | "nearest">;
export type GapProvince = GapRowOf<"communes" | "gaps" | "share">;
type GapsAnswer = Pick<api.Gaps, "at" | "division" | "max_km" | "note" | "communes" | "gaps">;
export type GapsByCommune = GapsAnswer & { by: "commune"; rows: GapCommune[] };
export type GapsByProvince = GapsAnswer & { by: "province"; rows: GapProvince[] };
export type Gaps = GapsByCommune | GapsByProvince;

type ShapeKeys = "full_name" | "province" | "boundary";
/** Names and their places are asked of the former division only, whose names the base map does not have. */
export type ShapeFacts = Required<Pick<api.RegionProperties, ShapeKeys>> & Pick<api.RegionProperties, "name" | "lon" | "lat">;
export const SHAPE_PROPERTIES = "full_name,province,boundary";
export const NAME_PROPERTIES = "name,lon,lat";

export type Shape = Pick<api.RegionFeature, "type" | "id"> & { geometry: Polygon | MultiPolygon | null; properties: ShapeFacts };
export type Shapes = Pick<api.RegionCollection, "numberMatched"> & { features: Shape[] };

export type LocatedIn = api.LocatedCurrent | api.LocatedFormer;

export type RegionLife = Pick<
  api.Region,
  "id" | "level" | "full_name" | "division" | "valid_from" | "valid_to" | "ancestors" | "area_km2" | "predecessors" | "successors" | "understood"
>;
