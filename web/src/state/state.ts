// The one state of the app: what is filtered, where the user looks, what is open.

export type Lang = "vi" | "en";
export type Sort = "name" | "newest" | "area" | "near";
export type Pane = "list" | "map";
export type Origin = "position" | "map" | "region" | "site";

/** Where "near" is measured from; `label` is the name of a region or site. */
export interface Near {
  lon: number;
  lat: number;
  from: Origin;
  label: string;
}

export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

/** Filter parameters that hold lists of codes, under the names the server uses. */
export const LIST_FILTERS = ["region", "sector", "kind", "subsector", "technology", "certification"] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];
export type Filters = Record<ListFilter, string[]> & { q: string };

export interface AppState {
  filters: Filters;
  near: Near | null;
  site: string | null;
  sort: Sort;
  pane: Pane;
  lang: Lang;
  view: View | null;
}

export const SORTS: readonly Sort[] = ["name", "newest", "area", "near"];
export const ORIGINS: readonly Origin[] = ["position", "map", "region", "site"];

export function emptyFilters(): Filters {
  return { region: [], sector: [], kind: [], subsector: [], technology: [], certification: [], q: "" };
}

export function initialState(): AppState {
  return { filters: emptyFilters(), near: null, site: null, sort: "name", pane: "list", lang: "vi", view: null };
}

/** How many single choices the filters hold. */
export function countFilters(filters: Filters): number {
  return LIST_FILTERS.reduce((sum, key) => sum + filters[key].length, filters.q ? 1 : 0);
}

/** The same filters with one code switched on or off. */
export function toggled(filters: Filters, key: ListFilter, code: string): Filters {
  const codes = filters[key];
  return { ...filters, [key]: codes.includes(code) ? codes.filter((c) => c !== code) : [...codes, code] };
}
