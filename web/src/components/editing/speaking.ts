// The words of editing in the language of the page.
import { inventory } from "../../data/inventory.svelte";
import type { Speaker } from "../../editing/shown";
import { EDITING_WORDS, type EditingWords } from "../../i18n/editingWords";
import { atlas } from "../../state/atlas.svelte";

export const editingWords = (): EditingWords => EDITING_WORDS[atlas.state.lang];
export const speaker = (): Speaker => ({ words: editingWords(), format: atlas.format, label: (vocabulary, code) => inventory.label(vocabulary, code) });

/** A day with its time, as people here read it. */
export const moment = (iso: string): string => {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(atlas.state.lang === "vi" ? "vi-VN" : "en-GB", { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" }).format(date);
};
