// Rows of a file as tables under their original titles: one table for each run of rows of a sheet whose titles agree.
import type { ImportRow, RowCell, RowFinding, Severity } from "../api/imports";

export interface RowTable {
  /** The first row, which no other table has. */
  key: string;
  sheet: string;
  columns: { column: number; title: string }[];
  rows: ImportRow[];
}

/** What is less certain wants a look, as the server has it. */
export const LOOK_BELOW = 0.8;

export const rowKey = ({ sheet, row }: Pick<ImportRow, "sheet" | "row">) => `${sheet}\u0000${row}`;

export function tablesOf(rows: readonly ImportRow[]): RowTable[] {
  const tables: { key: string; sheet: string; titles: Map<number, string>; rows: ImportRow[] }[] = [];
  for (const row of rows) {
    let table = tables.at(-1);
    const fits = table?.sheet === row.sheet && row.cells.every(({ column, title }) => (table?.titles.get(column) ?? title) === title);
    if (!table || !fits) {
      table = { key: rowKey(row), sheet: row.sheet, titles: new Map(), rows: [] };
      tables.push(table);
    }
    for (const { column, title } of row.cells) table.titles.set(column, title);
    table.rows.push(row);
  }
  return tables.map(({ key, sheet, titles, rows: own }) => ({
    key,
    sheet,
    rows: own,
    columns: [...titles].map(([column, title]) => ({ column, title })).sort((a, b) => a.column - b.column),
  }));
}

/** A row that gives no column of a finding speaks of the row as a whole. */
export const ofRow = ({ findings, cells }: ImportRow): RowFinding[] => findings.filter(({ column }) => column === null || !cells.some((cell) => cell.column === column));
export const ofCell = ({ findings }: ImportRow, { column }: Pick<RowCell, "column">): RowFinding[] => findings.filter((finding) => finding.column === column);

const RANK: Record<Severity, number> = { refused: 3, warning: 2, note: 1 };
const worst = (findings: readonly RowFinding[]): Severity | null =>
  findings.reduce<Severity | null>((found, { severity }) => (found && RANK[found] >= RANK[severity] ? found : severity), null);

/** How a cell stands: refused, to be looked at, fixed by somebody, with a note, or plain. */
export type Standing = "refused" | "look" | "fixed" | "note" | "plain";

export function standingOf(row: ImportRow, cell: RowCell): Standing {
  const severity = worst(ofCell(row, cell));
  if (severity === "refused") return "refused";
  if (severity === "warning" || cell.question !== null) return "look";
  if (cell.fixed !== null) return "fixed";
  if (cell.certainty < LOOK_BELOW && cell.raw !== "") return "look";
  return severity === "note" ? "note" : "plain";
}
