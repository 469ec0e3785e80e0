// The words of editing in both languages, loaded with the forms and not with the page.
import type { Lang } from "../state/state";
import { editingEn } from "./editingEn";
import { editingVi, type EditingWords } from "./editingVi";

export type { EditingWords } from "./editingVi";
export const EDITING_WORDS: Record<Lang, EditingWords> = { vi: editingVi, en: editingEn };
