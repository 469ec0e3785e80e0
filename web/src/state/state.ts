// The one state of the app: what is filtered, where the user looks, what is open.

export type Lang = "vi" | "en";
export type Sort = "name" | "newest" | "area" | "near";
export type Pane = "list" | "map" | "stats" | "work" | "imports";
/** What the areas of the map are coloured by. */
export type Layer = "none" | "count" | "coverage" | "gaps";
export type Level = "province" | "district" | "commune";
export type Division = "current" | "former";
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
  layer: Layer;
  /** The administrative level of the layer and of the table. */
  level: Level;
  /** The day whose division of the country is meant, as YYYY-MM-DD; null is today. */
  at: string | null;
  /** How far the nearest site may be before a commune counts as a gap, in kilometres. */
  gapKm: number;
  /** Whether the table also lists areas without a site. */
  zeros: boolean;
  /** The region whose numbers are open. */
  unit: string | null;
  /** What is being written: the id of a site, `new`, or `p-` and the number of a proposal. */
  edit: string | null;
  /** The proposal that is open, and which ones the worklist shows; null is all that wait for something. */
  proposal: number | null;
  workState: WorkState | null;
  workMine: boolean;
  /** For at least how many days they have waited; null is any. */
  workWaiting: WorkWaiting | null;
  /** The import that is open; on phones its map may stand before it. */
  import: number | null;
}

export const PANES: readonly Pane[] = ["list", "map", "stats", "work", "imports"];
/** The states in which a proposal waits for somebody. */
export const WORK_STATES = ["draft", "in_review", "returned"] as const;
export type WorkState = (typeof WORK_STATES)[number];
export const WORK_WAITING = ["3", "7", "30"] as const;
export type WorkWaiting = (typeof WORK_WAITING)[number];
export const LAYERS: readonly Layer[] = ["none", "count", "coverage", "gaps"];
export const LEVELS: readonly Level[] = ["province", "district", "commune"];
/** The last day of the former division, which the switch of the page chooses. */
export const LAST_FORMER_DAY = "2025-06-30";
export const GAP_KM = 20;
export const GAP_KM_MOST = 500;
export const SORTS: readonly Sort[] = ["name", "newest", "area", "near"];
export const ORIGINS: readonly Origin[] = ["position", "map", "region", "site"];

export function emptyFilters(): Filters {
  return { region: [], sector: [], kind: [], subsector: [], technology: [], certification: [], q: "" };
}

export function initialState(): AppState {
  return { filters: emptyFilters(), near: null, site: null, sort: "name", pane: "list", lang: "vi", view: null, ...initialTheme(), ...initialWork() };
}

function initialWork(): Pick<AppState, "edit" | "proposal" | "workState" | "workMine" | "workWaiting" | "import"> {
  return { edit: null, proposal: null, workState: null, workMine: false, workWaiting: null, import: null };
}

function initialTheme(): Pick<AppState, "layer" | "level" | "at" | "gapKm" | "zeros" | "unit"> {
  return { layer: "none", level: "province", at: null, gapKm: GAP_KM, zeros: false, unit: null };
}

/** Which division of the country a day belongs to; days as YYYY-MM-DD compare as texts. */
export const divisionAt = (at: string | null): Division => (at !== null && at <= LAST_FORMER_DAY ? "former" : "current");

/** The levels that a layer can be shown at: districts ended with the former division, and gaps are told of communes. */
export function levelsOf(layer: Layer, at: string | null): Level[] {
  return LEVELS.filter((level) => level !== "district" || (divisionAt(at) === "former" && layer !== "gaps"));
}

/** Whether an import can be open there. */
const hasImport = (pane: Pane) => pane === "imports" || pane === "map";

/** The state with a level that its layer and day have, and an import only where one can be open. */
export function settled(state: AppState): AppState {
  const level = levelsOf(state.layer, state.at).includes(state.level) ? state.level : "province";
  const open = hasImport(state.pane) ? state.import : null;
  return level === state.level && open === state.import ? state : { ...state, level, import: open };
}

/** The level of a region id, by the number of its digits. */
export function levelOfId(id: string): Level {
  const digits = id.replace(/^2024-/, "").length;
  return digits <= 2 ? "province" : digits === 3 ? "district" : "commune";
}

export const divisionOfId = (id: string): Division => (id.startsWith("2024-") ? "former" : "current");

/** What changes when the numbers of a region are opened: the map and the table go to its level and its division. */
export function openUnit(id: string, state: AppState): Partial<AppState> {
  const former = divisionOfId(id) === "former";
  const at = former === (divisionAt(state.at) === "former") ? state.at : former ? LAST_FORMER_DAY : null;
  const level = levelOfId(id);
  return { unit: id, site: null, at, level: levelsOf(state.layer, at).includes(level) ? level : state.level };
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
