// The questions on statistics, shapes and places, each from state to an address.
import { type AppState, type Division, divisionAt, divisionOfId, type Filters, type Level, levelOfId } from "../state/state";
import { address } from "./client";
import { filterQuery } from "./queries";
import { NAME_PROPERTIES, SHAPE_PROPERTIES } from "./statistics";

export type Format = "json" | "csv" | "xlsx";

/** More shapes than any level of any division has. */
const ALL_SHAPES = 20_000;
/** The division as the server takes it; the current one needs none. The records are those of now in either. */
const inUnits = (division: Division): [string, string][] => (division === "former" ? [["division", division]] : []);
const form = (f: Format): [string, string][] => (f === "json" ? [] : [["f", f]]);
const by = (level: Level) => (level === "district" ? "former_district" : level);

function asked(path: string, filters: Filters, lang: string, more: [string, string][]): string {
  const query = filterQuery(filters, lang);
  for (const [key, value] of more) query.set(key, value);
  return address(path, query);
}

/**
 * Areas without a site are few at the upper levels and are always asked for; communes only on demand, or where a region
 * filter leaves it open which of them are meant.
 */
export const listsAll = ({ level, zeros, filters }: AppState): boolean => zeros || level !== "commune" || filters.region.length > 0;

export function statisticsAddress(state: AppState, f: Format = "json"): string {
  const { level, at, filters, lang } = state;
  const whole = f === "json" ? listsAll(state) : state.zeros;
  return asked("api/statistics", filters, lang, [["by", by(level)], ...inUnits(divisionAt(at)), ...(whole ? ([["zeros", "true"]] as [string, string][]) : []), ...form(f)]);
}

export function gapsAddress({ level, at, filters, gapKm, lang }: AppState, f: Format = "json"): string {
  return asked("api/statistics/gaps", filters, lang, [["by", level === "commune" ? "commune" : "province"], ...inUnits(divisionAt(at)), ["max_km", String(gapKm)], ...form(f)]);
}

/** The numbers of one region under the other filters of the page. */
export function unitAddress(id: string, { filters, lang }: AppState): string {
  return asked("api/statistics", { ...filters, region: [id] }, lang, [["by", by(levelOfId(id))], ...inUnits(divisionOfId(id)), ["zeros", "true"]]);
}

/** The numbers of the communes of a region as a file. */
export function unitFileAddress(id: string, { filters, lang }: AppState, f: Format): string {
  return asked("api/statistics", { ...filters, region: [id] }, lang, [["by", "commune"], ...inUnits(divisionOfId(id)), ["zeros", "true"], ...form(f)]);
}

export interface ShapesQuestion {
  level: Level;
  at: string | null;
  /** How far a simplified line may lie from the true one, in metres. */
  resolution: number;
  bbox: readonly [number, number, number, number] | null;
}

export function shapesAddress({ level, at, resolution, bbox }: ShapesQuestion, lang: string): string {
  return address("api/collections/regions/items", {
    level,
    ...(at && { at }),
    ...(bbox && { bbox: bbox.join(",") }),
    resolution,
    properties: divisionAt(at) === "former" ? `${SHAPE_PROPERTIES},${NAME_PROPERTIES}` : SHAPE_PROPERTIES,
    limit: ALL_SHAPES,
    lang,
  });
}

export const shapeAddress = (id: string, resolution: number, lang: string) =>
  address(`api/collections/regions/items/${encodeURIComponent(id)}`, { resolution, lang });
export const locateAddress = (lon: number, lat: number, lang: string) => address("api/regions/locate", { lon, lat, lang });
