// The words of importing in the language of the page, and numbers as it writes them.
import { IMPORT_WORDS, type ImportWords } from "../../i18n/importWords";
import { atlas } from "../../state/atlas.svelte";

export const importWords = (): ImportWords => IMPORT_WORDS[atlas.state.lang];

export function fileSize(bytes: number): string {
  const words = importWords();
  return bytes < 1_000_000 ? words.kilobytes(atlas.format.number(Math.ceil(bytes / 1000), 0)) : words.megabytes(atlas.format.number(bytes / 1_000_000, 1));
}
