// The conditions that are set just now, one by one, each with the filters that remain without it.
import { type Filters, LIST_FILTERS, type ListFilter, toggled } from "../state/state";

export interface Condition {
  id: string;
  /** Null for the free words. */
  key: ListFilter | null;
  code: string;
  without: Filters;
}

export function conditions(filters: Filters): Condition[] {
  const chosen = LIST_FILTERS.flatMap((key) =>
    filters[key].map((code): Condition => ({ id: `${key}-${code}`, key, code, without: toggled(filters, key, code) })),
  );
  return filters.q ? [...chosen, { id: "q", key: null, code: filters.q, without: { ...filters, q: "" } }] : chosen;
}
