// The questions and answers on imports, in the shapes of `docs/import.md`.
import { address } from "./client";
import type { Position, Sector } from "./contract";
import type { WriteState } from "./editing";

export const IMPORT_STATES = ["open", "committed", "undone", "discarded"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const OUTCOMES = ["created", "changed", "unchanged", "refused", "skipped", "left_out"] as const;
export type RowOutcome = (typeof OUTCOMES)[number];
export type Severity = "refused" | "warning" | "note";
export type Stage = "queued" | "reading" | "done" | "failed" | "cancelled";
/** What the signed-in person may do with an import. */
export type ImportRight = "change" | "share" | "discard" | `commit_${WriteState}` | "accept" | "undo";

export interface Progress {
  stage: Stage;
  rows_done: number;
  rows_total: number | null;
  problem: string | null;
}

export interface ColumnGuess {
  meaning: string;
  label: string;
  certainty: number;
}

export interface ImportColumn {
  position: number;
  title: string;
  is_hidden: boolean;
  meaning: string | null;
  label: string | null;
  certainty: number;
  alternatives: ColumnGuess[];
}

export interface ImportSheet {
  name: string;
  is_hidden: boolean;
  is_read: boolean;
  rows: number;
  columns: ImportColumn[];
  /** What is to be said of the sheet and its columns. */
  notices: string[];
}

/** What a question is about; questions with equal keys have one answer. */
export type QuestionKey =
  | { wording: { vocabulary: string; wording: string } }
  | { land_unit: { unit: string } }
  | { mark: { title: string } }
  | { cell: { row: number; column: number } };

export interface CellQuestion {
  key: QuestionKey;
  message: string;
  choices: { value: string; label: string }[];
}

export interface Question extends CellQuestion {
  rows: number;
}

export interface FindingCount {
  code: string;
  label: string;
  severity: Severity;
  rows: number;
}

export interface Summary extends Record<RowOutcome, number> {
  revision: number;
  rows: number;
  look: number;
  by_reach: Record<WriteState, number>;
  findings: FindingCount[];
  sheets: ImportSheet[];
  questions: Question[];
  notices: string[];
}

export interface CellFix {
  sheet: string;
  row: number;
  column: number;
  text: string | null;
  /** Whether every cell of the column with the same text gets it. */
  alike?: boolean;
}

export type Decision = "skip" | "keep_both" | "merge";
export interface RowDecision {
  sheet: string;
  row: number;
  decision: Decision | null;
  site?: string | null;
}

export interface Settings {
  answers: { key: QuestionKey; value: string | null }[];
  columns: { title: string; meaning: string | null }[];
  cells: CellFix[];
  decisions: RowDecision[];
  left_out_sheets: string[];
  everywhere: { fact: string; value: string | null }[];
  crs: string | null;
}

/** What is said of a file at once; `null` takes back what was said. */
export interface Said {
  cells?: CellFix[];
  columns?: { title: string; meaning: string | null }[];
  answers?: { key: QuestionKey; value: string | null }[];
  decisions?: RowDecision[];
  sheets?: { name: string; is_read: boolean }[];
  everywhere?: { fact: string; value: string | null }[];
  crs?: string | null;
  share?: string[];
}

export interface ImportBatch {
  id: number;
  revision: number;
  origin: string;
  author: string;
  reviewer: string | null;
  recorded_at: string;
  created: number;
  updated: number;
  closed: number;
  withdrawn: number;
}

export interface ImportStep {
  version: number;
  state: ImportState;
  actor: string;
  taken_at: string;
  comment: string | null;
}

/** An import as lists have it. */
export interface ImportBrief {
  id: number;
  version: number;
  state: ImportState;
  author: string;
  actor: string;
  created_at: string;
  changed_at: string;
  file: { name: string; bytes: number; sha256: string; format: string | null };
  office: string | null;
  shared_with: string[];
  reach: WriteState | null;
  reason: string | null;
  counts?: Partial<Record<RowOutcome | "rows" | "look", number>> | null;
}

export interface Import extends ImportBrief {
  progress: Progress;
  summary: Summary | null;
  settings: Settings;
  meanings: { meaning: string; label: string }[];
  may: ImportRight[];
  batches: ImportBatch[];
  proposals: { open: number; accepted: number; abandoned: number };
  steps: ImportStep[];
}

export interface ImportList {
  numberMatched: number;
  numberReturned: number;
  imports: ImportBrief[];
}

export interface RowCell {
  column: number;
  title: string;
  raw: string;
  fixed: string | null;
  /** How many cells of the column have the same text; told where somebody may want to look. */
  alike: number | null;
  certainty: number;
  gives: { meaning: string; label: string; value: string }[];
  question: CellQuestion | null;
}

export interface RowFinding {
  code: string;
  severity: Severity;
  message: string;
  column: number | null;
  title: string | null;
  value: string | null;
}

export interface Duplicate {
  site: string | null;
  row: number | null;
  name: string;
  distance_m: number | null;
  operator: string | null;
}

export interface ImportRow {
  sheet: string;
  row: number;
  outcome: RowOutcome;
  site: string | null;
  name: string | null;
  needs_look: boolean;
  decision: Decision | null;
  point: Position | null;
  units: string | null;
  cells: RowCell[];
  inherited: { meaning: string; label: string; value: string; from: string; certainty: number }[];
  findings: RowFinding[];
  changes: { field: string; label: string; before: unknown; after: unknown }[];
  duplicates: Duplicate[];
}

export interface RowList {
  numberMatched: number;
  numberReturned: number;
  rows: ImportRow[];
}

export interface RowPoint {
  sheet: string;
  row: number;
  name: string | null;
  outcome: RowOutcome;
  sector: Sector | null;
  needs_look: boolean;
}

export interface UndoneSite {
  site: string;
  name: string;
  operation: string;
  does: "withdraw" | "revert" | "keep" | "nothing";
  why: "edited" | "operator" | "already" | null;
  edits: { revision: number; author: string; changed_at: string; fields: string[] }[];
}

export interface UndoPlan {
  sites: UndoneSite[];
  counts: Record<UndoneSite["does"] | "proposals", number>;
}

/** So many bytes the server takes at most. */
export const FILE_MOST = 256 * 1024 * 1024;
export const FILE_ENDINGS = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.json,.geojson,.gpkg,.zip";
export const IMPORTS_PAGE = 20;
export const ROWS_PAGE = 50;

export interface RowQuestion {
  outcome: RowOutcome | null;
  finding: string | null;
  sheet: string | null;
  look: boolean;
}

const one = (id: number, part = "") => `api/imports/${id}${part && `/${part}`}`;

export const uploadAddress = (name: string, lang: string) => address("api/imports", { file_name: name, lang });
export const importAddress = (id: number, lang: string) => address(one(id), { lang });
/** Something of an import: `progress`, `cancel`, `rehearse`, `rows.geojson`, `marked`, `file`, `commit`, `accept`, `undo`. */
export const importPart = (id: number, part: string, lang: string) => address(one(id, part), { lang });
export const reportAddress = (id: number, f: "json" | "csv" | "xlsx", lang: string) => address(one(id, "report"), { f, lang });
export const templateAddress = (region: string, lang: string) => address("api/imports/template", { ...(region && { region }), lang });
/** Every province; of their numbers only the names are used. */
export const provincesAddress = (lang: string) => address("api/statistics", { by: "province", zeros: "true", lang });

export function importsAddress(state: ImportState | null, isMine: boolean, offset: number, lang: string): string {
  return address("api/imports", { ...(state && { state }), ...(isMine && { mine: "true" }), limit: IMPORTS_PAGE, ...(offset && { offset }), lang });
}

export function rowsAddress(id: number, { outcome, finding, sheet, look }: RowQuestion, offset: number, lang: string, limit = ROWS_PAGE): string {
  return address(one(id, "rows"), {
    ...(outcome && { outcome }),
    ...(finding && { finding }),
    ...(sheet && { sheet }),
    ...(look && { look: "true" }),
    limit,
    ...(offset && { offset }),
    lang,
  });
}
