// The box around everything that matches, for the map to show all of it.
import { getJson } from "../api/client";
import type { TileJson } from "../api/openapi";
import { tileJsonAddress } from "../api/queries";
import type { Filters } from "../state/state";

/** Null where it cannot be learnt. */
export async function extentOf(filters: Filters): Promise<TileJson["bounds"] | null> {
  try {
    return (await getJson<TileJson>(tileJsonAddress(filters))).bounds;
  } catch {
    return null;
  }
}
