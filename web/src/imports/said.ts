// What people say of a file before the server has it: later words take the place of earlier ones on the same thing.
import type { CellFix, QuestionKey, Said } from "../api/imports";

const keyOf = (key: QuestionKey) => JSON.stringify(key);
const cellKey = ({ sheet, row, column }: Pick<CellFix, "sheet" | "row" | "column">) => JSON.stringify([sheet, row, column]);

function merged<T>(older: T[] | undefined, newer: T[] | undefined, key: (item: T) => string): T[] | undefined {
  if (!older || !newer) return newer ?? older;
  const said = new Set(newer.map(key));
  return [...older.filter((item) => !said.has(key(item))), ...newer];
}

/** Both as one message. */
export function together(older: Said, newer: Said): Said {
  const cells = merged(older.cells, newer.cells, cellKey);
  const columns = merged(older.columns, newer.columns, ({ title }) => title);
  const answers = merged(older.answers, newer.answers, ({ key }) => keyOf(key));
  const decisions = merged(older.decisions, newer.decisions, ({ sheet, row }) => JSON.stringify([sheet, row]));
  const sheets = merged(older.sheets, newer.sheets, ({ name }) => name);
  const everywhere = merged(older.everywhere, newer.everywhere, ({ fact }) => fact);
  return {
    ...older,
    ...newer,
    ...(cells && { cells }),
    ...(columns && { columns }),
    ...(answers && { answers }),
    ...(decisions && { decisions }),
    ...(sheets && { sheets }),
    ...(everywhere && { everywhere }),
  };
}

/** How many single things are said. */
export function countSaid(said: Said): number {
  const { crs, share, ...lists } = said;
  const listed = Object.values(lists).reduce((sum: number, list: unknown[] | undefined) => sum + (list?.length ?? 0), 0);
  return listed + (crs === undefined ? 0 : 1) + (share ? 1 : 0);
}

/** What is sent next: with whom it is shared goes by itself, after all else. */
export function nextMessage(said: Said): Said {
  const { share, ...rest } = said;
  return share && countSaid(rest) > 0 ? rest : said;
}

/** What is said of one cell; undefined where nothing is. */
export const textSaid = (said: Said, sheet: string, row: number, column: number): string | null | undefined =>
  said.cells?.find((fix) => fix.sheet === sheet && fix.row === row && fix.column === column)?.text;

/** The answer that stands or is on its way; undefined where there is none. */
export function answerSaid(said: Pick<Said, "answers">, key: QuestionKey): string | null | undefined {
  const wanted = keyOf(key);
  return said.answers?.find((answer) => keyOf(answer.key) === wanted)?.value;
}

/** What was said while something was being sent. */
export function without(unsent: Said, sent: Said): Said {
  if (unsent === sent) return {};
  const rest = Object.entries(unsent).map(([name, said]) => {
    const gone: unknown = sent[name as keyof Said];
    if (said === gone) return [name, undefined];
    return [name, Array.isArray(said) && Array.isArray(gone) ? said.filter((item) => !gone.includes(item)) : said];
  });
  return Object.fromEntries(rest.filter(([, said]) => said !== undefined && !(Array.isArray(said) && said.length === 0))) as Said;
}
