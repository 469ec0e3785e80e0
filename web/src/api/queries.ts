// The questions the app asks, each from state to an address.
import { type AppState, type Filters, LIST_FILTERS, type Near, type Sort } from "../state/state";
import { address } from "./client";
import { POINT_PROPERTIES, type Position } from "./contract";

export const PAGE = 50;
export const NEAREST_MOST = 500;
/** So many sites of one place are listed. */
const SPOT_MOST = 200;
const ITEMS = "api/collections/sites/items";

const SORT_BY: Record<Exclude<Sort, "near">, string> = {
  name: "name,id",
  newest: "-established_year,name",
  area: "-area_ha,name",
};

/** The filters as the server's parameters; without a language for answers that hold no words. */
export function filterQuery(filters: Filters, lang?: string): URLSearchParams {
  const query = new URLSearchParams();
  for (const key of LIST_FILTERS) if (filters[key].length) query.set(key, filters[key].join(","));
  if (filters.q) query.set("q", filters.q);
  if (lang) query.set("lang", lang);
  return query;
}

function extended(query: URLSearchParams, more: Record<string, string | number>): URLSearchParams {
  for (const [key, value] of Object.entries(more)) query.set(key, String(value));
  return query;
}

/** The order of a list as the server's parameter; nearness is an order of its own resource. */
export const sortBy = (sort: Sort) => SORT_BY[sort === "near" ? "name" : sort];

export function itemsAddress(state: AppState): string {
  return address(ITEMS, extended(filterQuery(state.filters, state.lang), { limit: PAGE, sortby: sortBy(state.sort) }));
}

export function nearestAddress(state: AppState, near: Near, k: number): string {
  const { lon, lat } = near;
  return address("api/collections/sites/nearest", extended(filterQuery(state.filters, state.lang), { lon, lat, k }));
}

/** The template of the tiles of all matches, with places for zoom, row and column. */
export function tilesTemplate(filters: Filters): string {
  const place = "{z}/{y}/{x}";
  return address("api/collections/sites/tiles/WebMercatorQuad/PLACE", filterQuery(filters)).replace("PLACE", place);
}

/** What the tiles of all matches are; of use here for the box around them. */
export const tileJsonAddress = (filters: Filters) => address("api/tiles/sites.json", filterQuery(filters));

/** The matches at exactly one place. */
export function spotAddress(filters: Filters, lang: string, [lon, lat]: Position): string {
  const bbox = [lon, lat, lon, lat].join(",");
  return address(ITEMS, extended(filterQuery(filters, lang), { bbox, limit: SPOT_MOST, properties: POINT_PROPERTIES, sortby: "name,id" }));
}

export function facetsAddress(filters: Filters, lang: string): string {
  const by = "sector,kind,subsector,technology,certification,position_accuracy";
  return address("api/collections/sites/facets", extended(filterQuery(filters, lang), { by }));
}

export const itemAddress = (id: string, lang: string) => address(`${ITEMS}/${encodeURIComponent(id)}`, { lang });
export const regionAddress = (id: string, lang: string) => address(`api/regions/${encodeURIComponent(id)}`, { lang });
export const vocabulariesAddress = (lang: string) => address("api/vocabularies", { lang });
export const pageAddress = (id: string, lang: string) => address(`sites/${encodeURIComponent(id)}`, { lang });

export function suggestAddress(q: string, types: string, lang: string): string {
  return address("api/suggest", { q, types, limit: 8, lang });
}

export const ITEMS_PATH = ITEMS;
