// The address of the page as a pure function of the state, and back.
import {
  type AppState,
  GAP_KM,
  GAP_KM_MOST,
  initialState,
  LAYERS,
  LEVELS,
  LIST_FILTERS,
  type Near,
  ORIGINS,
  PANES,
  settled,
  SORTS,
  type View,
  WORK_STATES,
  WORK_WAITING,
} from "./state";

/** A part of the address that means nothing to the app; shown to the user, never dropped in silence. */
export interface Rejected {
  parameter: string;
  value: string;
}

/** Marks that messengers and social networks append to shared links. */
const TRACKING = /^(utm_\w+|fbclid|gclid|zarsrc|zalo_\w+)$/;

const UNIT = /^(2024-)?(\d{2}|\d{3}|\d{5})$/;
const EDITED = /^(new(-[a-z0-9]{1,12})?|[mce]-\d{5,9}|p-\d{1,15})$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

function numbers(parts: string[]): number[] | null {
  return parts.every((part) => NUMBER.test(part)) ? parts.map(Number) : null;
}

const onEarth = (lon: number, lat: number) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

function parseNear(value: string): Near | null {
  const [lon, lat, from, ...label] = value.split(",");
  const at = numbers([lon ?? "", lat ?? ""]);
  const origin = from === undefined ? "map" : ORIGINS.find((o) => o === from);
  if (!at || !origin || !onEarth(at[0] as number, at[1] as number)) return null;
  return { lon: at[0] as number, lat: at[1] as number, from: origin, label: label.join(",") };
}

function parseView(value: string): View | null {
  const at = numbers(value.split(","));
  if (!at || at.length !== 3) return null;
  const [lon, lat, zoom] = at as [number, number, number];
  return onEarth(lon, lat) && zoom >= 0 && zoom <= 24 ? { lon, lat, zoom } : null;
}

function choose<T extends string>(allowed: readonly T[], value: string, take: (found: T) => void, refuse: () => void): void {
  const found = allowed.find((name) => name === value);
  if (found) take(found);
  else refuse();
}

function parseDay(value: string): string | null {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  return date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : null;
}

function parseKm(value: string): number | null {
  const km = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  return km >= 1 && km <= GAP_KM_MOST ? km : null;
}

/** Reads the query string of an address. */
export function parseState(search: string): { state: AppState; rejected: Rejected[] } {
  const state = initialState();
  const rejected: Rejected[] = [];
  for (const [parameter, value] of new URLSearchParams(search)) {
    const list = LIST_FILTERS.find((key) => key === parameter);
    const refuse = () => rejected.push({ parameter, value });
    if (list) {
      const codes = value.split(",").filter(Boolean);
      state.filters[list] = [...new Set([...state.filters[list], ...codes])];
    } else if (parameter === "q") state.filters.q = value.trim();
    else if (parameter === "near") {
      state.near = parseNear(value);
      if (!state.near) refuse();
    } else if (parameter === "map") {
      state.view = parseView(value);
      if (!state.view) refuse();
    } else if (parameter === "site") state.site = value || null;
    else if (parameter === "sort") {
      const sort = SORTS.find((s) => s === value);
      if (sort) state.sort = sort;
      else refuse();
    } else if (parameter === "show") choose(PANES, value, (pane) => (state.pane = pane), refuse);
    else if (parameter === "layer") choose(LAYERS, value, (layer) => (state.layer = layer), refuse);
    else if (parameter === "level") choose(LEVELS, value, (level) => (state.level = level), refuse);
    else if (parameter === "at") {
      state.at = parseDay(value);
      if (!state.at) refuse();
    } else if (parameter === "gap") {
      const km = parseKm(value);
      if (km) state.gapKm = km;
      else refuse();
    } else if (parameter === "zeros") {
      state.zeros = value === "1";
      if (!state.zeros) refuse();
    } else if (parameter === "unit") {
      state.unit = UNIT.test(value) ? value : null;
      if (!state.unit) refuse();
    } else if (parameter === "edit") {
      state.edit = EDITED.test(value) ? value : null;
      if (!state.edit) refuse();
    } else if (parameter === "proposal") {
      state.proposal = /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
      if (!state.proposal) refuse();
    } else if (parameter === "import") {
      state.import = /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
      if (!state.import) refuse();
    } else if (parameter === "work") choose(WORK_STATES, value, (found) => (state.workState = found), refuse);
    else if (parameter === "waiting") choose(WORK_WAITING, value, (found) => (state.workWaiting = found), refuse);
    else if (parameter === "mine") {
      state.workMine = value === "1";
      if (!state.workMine) refuse();
    } else if (parameter === "lang") {
      if (value === "vi" || value === "en") state.lang = value;
      else refuse();
    } else if (!TRACKING.test(parameter)) refuse();
  }
  if (state.sort === "near" && !state.near) state.sort = "name";
  const { level, import: open } = state;
  if (open !== null && state.pane === "list") state.pane = "imports";
  const whole = settled(state);
  if (whole.level !== level) rejected.push({ parameter: "level", value: level });
  if (whole.import !== open) rejected.push({ parameter: "import", value: String(open) });
  return { state: whole, rejected };
}

const degrees = (value: number, digits: number) => String(Number(value.toFixed(digits)));

/** Writes the query string, with its question mark, or nothing for the initial state. */
export function formatState(state: AppState): string {
  const parts: [string, string][] = [];
  for (const key of LIST_FILTERS) if (state.filters[key].length) parts.push([key, state.filters[key].join(",")]);
  if (state.filters.q) parts.push(["q", state.filters.q]);
  if (state.near) {
    const { lon, lat, from, label } = state.near;
    parts.push(["near", [degrees(lon, 6), degrees(lat, 6), from, ...(label ? [label] : [])].join(",")]);
  }
  if (state.sort !== "name") parts.push(["sort", state.sort]);
  if (state.site) parts.push(["site", state.site]);
  if (state.pane !== "list") parts.push(["show", state.pane]);
  if (state.layer !== "none") parts.push(["layer", state.layer]);
  if (state.level !== "province") parts.push(["level", state.level]);
  if (state.at) parts.push(["at", state.at]);
  if (state.gapKm !== GAP_KM) parts.push(["gap", String(state.gapKm)]);
  if (state.zeros) parts.push(["zeros", "1"]);
  if (state.unit) parts.push(["unit", state.unit]);
  if (state.edit) parts.push(["edit", state.edit]);
  if (state.proposal) parts.push(["proposal", String(state.proposal)]);
  if (state.workState) parts.push(["work", state.workState]);
  if (state.workMine) parts.push(["mine", "1"]);
  if (state.workWaiting) parts.push(["waiting", state.workWaiting]);
  if (state.import) parts.push(["import", String(state.import)]);
  if (state.lang !== "vi") parts.push(["lang", state.lang]);
  if (state.view) {
    parts.push(["map", [degrees(state.view.lon, 4), degrees(state.view.lat, 4), degrees(state.view.zoom, 2)].join(",")]);
  }
  const readable = (text: string) => encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%20", "+");
  return parts.length ? `?${parts.map(([key, value]) => `${key}=${readable(value)}`).join("&")}` : "";
}
