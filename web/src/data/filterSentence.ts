// The filters in words: what is printed above a list and said of a file.
import { atlas } from "../state/atlas.svelte";
import { LIST_FILTERS, type ListFilter } from "../state/state";
import { inventory } from "./inventory.svelte";

function named(key: ListFilter, code: string): string {
  const isFormer = key === "region" && inventory.regions[code]?.division === "former";
  return inventory.nameOf(key, code) + (isFormer ? ` (${atlas.text.former})` : "");
}

/** One sentence on the filters of the page, in its language. */
export function filterSentence(): string {
  const { text, format } = atlas;
  const { filters, lang } = atlas.state;
  const parts = LIST_FILTERS.filter((key) => filters[key].length).map(
    (key) => `${text[key].toLocaleLowerCase(lang)} ${format.list(filters[key].map((code) => named(key, code)))}`,
  );
  if (filters.q) parts.push(`${text.query.toLocaleLowerCase(lang)} “${filters.q}”`);
  return parts.length ? text.filterSentence(parts.join("; ")) : text.filterSentenceAll;
}
