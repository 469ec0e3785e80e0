// The words of importing files in both languages, loaded with its pages.
import type { Lang } from "../state/state";
import { importEn } from "./importEn";
import { importVi, type ImportWords } from "./importVi";

export type { ImportWords } from "./importVi";
export const IMPORT_WORDS: Record<Lang, ImportWords> = { vi: importVi, en: importEn };
