// The order of a table: by any column, either way, with what is not known always at the end.

export type Direction = "ascending" | "descending";
export interface Order {
  column: string;
  direction: Direction;
}

export type Sortable = string | number | null;

export function sorted<Row>(rows: readonly Row[], value: (row: Row) => Sortable, direction: Direction): Row[] {
  const letters = new Intl.Collator("vi");
  const sign = direction === "ascending" ? 1 : -1;
  const compare = (a: Sortable, b: Sortable): number => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : letters.compare(String(a), String(b)));
  };
  return rows.map((row) => ({ row, key: value(row) })).sort((a, b) => compare(a.key, b.key)).map(({ row }) => row);
}

/** The order after a click on a column: the other way round on the same one; elsewhere numbers start with the greatest. */
export function reordered(order: Order, column: string, isNumber: boolean): Order {
  if (order.column === column) return { column, direction: order.direction === "ascending" ? "descending" : "ascending" };
  return { column, direction: isNumber ? "descending" : "ascending" };
}
