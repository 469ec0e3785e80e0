// The addresses under which the filtered sites are had as files and by other programs.
import type { Filters, Sort } from "../state/state";
import { address } from "./client";
import { filterQuery, sortBy } from "./queries";

/** The files the server makes, the ones most people want first. */
export const FILE_FORMATS = ["xlsx", "csv", "gpkg", "geojson", "geojsonl", "fgb", "kml", "gpx"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** KML and GPX are in WGS 84 by definition. */
export const takesCrs = (format: FileFormat): boolean => format !== "kml" && format !== "gpx";
/** The order of a FlatGeobuf is that of its spatial index. */
const keepsOrder = (format: FileFormat): boolean => format !== "fgb";

export interface FileQuestion {
  filters: Filters;
  lang: string;
  /** The order of the rows; without it that of the server. */
  sort?: Sort;
  /** The EPSG code of the coordinates; null is longitude and latitude of WGS 84. */
  epsg?: number | null;
}

/** The file of exactly what is filtered; it is made anew whenever it is asked for. */
export function fileAddress(format: FileFormat, { filters, lang, sort, epsg }: FileQuestion): string {
  const query = filterQuery(filters, lang);
  if (sort && keepsOrder(format)) query.set("sortby", sortBy(sort));
  if (epsg && takesCrs(format)) query.set("crs", String(epsg));
  return address(`api/collections/sites/export.${format}`, query);
}

/** Where programs that speak OGC API – Features begin. */
export const featuresAddress = (): string => address("api");

/** The template of the vector tiles, which stands in no language; a URL would encode its braces. */
export function tilesTemplate(filters: Filters): string {
  const query = filterQuery(filters, "");
  query.delete("lang");
  return address("api/collections/sites/tiles/WebMercatorQuad/Z/Y/X", query).replace("/Z/Y/X", "/{z}/{y}/{x}");
}

/** Reads the file into a table of Python; the address holds no quotation mark, for a URL encodes it. */
export const pythonLines = (file: string): string => `import geopandas as gpd\n\nsites = gpd.read_file(\n    "${file}"\n)\nprint(len(sites), sites.crs)`;

/** Saves the file, and fails where the server refuses. */
export const curlLine = (file: string, name: string): string => `curl --fail --compressed --output "${name}" "${file}"`;
