// Finds which place a row has among all rows of a file, by asking for few of them.
import type { ImportRow } from "../api/imports";

type Spot = Pick<ImportRow, "sheet" | "row">;
/** Answers the row at a place, and how many there are. */
type Ask = (offset: number) => Promise<{ all: number; row: Spot | null }>;

/** The place of a row; rows stand in the order of the sheets and of their numbers. */
export async function indexOfRow(wanted: Spot, sheets: readonly string[], ask: Ask): Promise<number> {
  const rank = ({ sheet, row }: Spot) => [sheets.indexOf(sheet), row] as const;
  const [sheet, number] = rank(wanted);
  const isBefore = (spot: Spot) => {
    const [place, row] = rank(spot);
    return place < sheet || (place === sheet && row < number);
  };
  let low = 0;
  let high = (await ask(0)).all;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { row } = await ask(middle);
    if (row && isBefore(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}
