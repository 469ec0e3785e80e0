// The answers on statistics, shapes and places, as docs/api.md describes them.
import type { MultiPolygon, Polygon } from "geojson";
import type { Division, Level } from "../state/state";
import type { Kind, Sector } from "./contract";

/** A count that an authority or the press published, beside our own count of the same region, kind and sector. */
export interface Reported {
  as_of: string;
  kind: Kind | null;
  sector: Sector | null;
  count: number;
  ours: number;
  ratio: number | null;
  is_latest: boolean;
  source_title: string | null;
  source_url: string | null;
  source: string | null;
  source_kind: string | null;
}

export type Coverage = Pick<Reported, "as_of" | "kind" | "sector" | "ours" | "ratio"> & { reported: number };

export interface Indicator {
  indicator: string;
  label: string;
  unit: string;
  sector: Sector | null;
  as_of: string;
  actual: number | null;
  target: number | null;
}

export interface StatisticsRow {
  /** Null for the sites whose unit is not known, and for the total. */
  id: string | null;
  label: string;
  parent: string | null;
  total: number;
  sector: Partial<Record<Sector, number>>;
  kind: Partial<Record<Kind, number>>;
  area_ha: number | null;
  area_known: number;
  coverage: Coverage | null;
  reported: Reported[];
  indicators: Indicator[];
}

export interface Statistics {
  by: string;
  at: string;
  division: Division;
  numberMatched: number;
  filter: string | null;
  rows: StatisticsRow[];
  total: StatisticsRow;
  note?: string | null;
}

export interface GapCommune {
  id: string;
  label: string;
  parent: string | null;
  province_id: string | null;
  province: string | null;
  distance_km: number | null;
  nearest: { id: string; name: string } | null;
}

export interface GapProvince {
  id: string;
  label: string;
  communes: number;
  gaps: number;
  share: number;
}

interface GapsAnswer {
  at: string;
  division: Division;
  max_km: number;
  /** What counts as a gap, in words. */
  note?: string | null;
  communes: number;
  gaps: number;
}
export type GapsByCommune = GapsAnswer & { by: "commune"; rows: GapCommune[] };
export type GapsByProvince = GapsAnswer & { by: "province"; rows: GapProvince[] };
export type Gaps = GapsByCommune | GapsByProvince;

export type Boundary = "official" | "approximate";

export interface ShapeFacts {
  full_name: string;
  province?: string | null;
  boundary: Boundary | null;
  /** Asked of the former division only, whose names the base map does not have. */
  name?: string;
  lon?: number;
  lat?: number;
}
export const SHAPE_PROPERTIES = "full_name,province,boundary";
export const NAME_PROPERTIES = "name,lon,lat";

export interface Shape {
  type: "Feature";
  id: string;
  geometry: Polygon | MultiPolygon | null;
  properties: ShapeFacts;
}

export interface Shapes {
  numberMatched: number;
  features: Shape[];
}

interface Named {
  id: string;
  full_name: string;
}

export interface LocatedIn {
  province: Named;
  district?: Named | null;
  commune: Named | null;
  boundary: Boundary;
}

export interface Vn2000 {
  epsg: number;
  name: string;
  central_meridian_deg: number;
  x_north_m: number;
  y_east_m: number;
  /** Whose zone it is. */
  basis: "former_province" | "current_province";
}

export interface LocatedPlace {
  point: { lon: number; lat: number };
  current: LocatedIn | null;
  former: LocatedIn | null;
  note: string | null;
  vn2000?: Vn2000[];
}

/** A unit that a region came from or went to. */
export interface Kin {
  id: string;
  full_name: string;
  parent: string | null;
  extent: "whole" | "part";
  is_default: boolean;
}

export interface RegionLife {
  id: string;
  level: Level;
  full_name: string;
  division: Division;
  valid_from: string | null;
  valid_to: string | null;
  ancestors: Named[];
  area_km2: number | null;
  predecessors: Kin[];
  successors: Kin[];
  understood: string;
}
