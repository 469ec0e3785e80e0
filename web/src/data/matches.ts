// How many sites match the filters, by the best answer there is.
import { facetsAddress } from "../api/queries";
import { atlas } from "../state/atlas.svelte";
import { inventory } from "./inventory.svelte";
import { results } from "./results.svelte";

/** A list by nearness counts only what is placed; the counts of the filters tell of all, if they answer the same question. */
export function matches(): number {
  const counted = inventory.facets.source === facetsAddress(atlas.state.filters, atlas.state.lang);
  return (counted ? inventory.facets.value?.numberMatched : undefined) ?? results.total;
}
