// Where the classes of counts begin and end: natural breaks (Fisher and Jenks), moved to round numbers.

export interface Range {
  from: number;
  to: number;
}

/**
 * The last value of each of at most `most` classes, so that the squared distances to the means of the classes are least.
 * `values` are ascending and distinct; `weights` say how often each occurs.
 */
function naturalBreaks(values: readonly number[], weights: readonly number[], most: number): number[] {
  const n = values.length;
  const count = Math.min(most, n);
  const sum = (power: number) => {
    const sums = [0];
    for (let i = 0; i < n; i++) sums.push((sums[i] ?? 0) + (weights[i] ?? 0) * (values[i] ?? 0) ** power);
    return (from: number, to: number) => (sums[to + 1] ?? 0) - (sums[from] ?? 0);
  };
  const [weight, total, squares] = [sum(0), sum(1), sum(2)];
  const spread = (from: number, to: number) => squares(from, to) - total(from, to) ** 2 / weight(from, to);
  let least = values.map((_, i) => spread(0, i));
  const starts: number[][] = [];
  for (let k = 1; k < count; k++) {
    const start = values.map(() => k);
    const next = values.map(() => Infinity);
    for (let i = k; i < n; i++) {
      for (let j = k; j <= i; j++) {
        const cost = (least[j - 1] ?? Infinity) + spread(j, i);
        if (cost < (next[i] ?? 0)) [next[i], start[i]] = [cost, j];
      }
    }
    starts.push(start);
    least = next;
  }
  const ends: number[] = [];
  for (let k = count - 1, end = n - 1; k >= 0; k--) {
    ends.unshift(values[end] ?? 0);
    end = (starts[k - 1]?.[end] ?? 0) - 1;
  }
  return ends;
}

/** The roundest whole number between two bounds: the one that ends in the most noughts, then in a 5, then the least. */
export function roundest(least: number, most: number): number {
  for (let step = 10 ** Math.floor(Math.log10(Math.max(most, 1))); step >= 1; step /= 10) {
    for (const unit of [step * 5, step]) {
      const candidate = Math.ceil(least / unit) * unit;
      if (candidate <= most) return candidate;
    }
  }
  return least;
}

/** The classes of whole numbers above nought; each begins where the one before ended, and the last ends at the greatest value. */
export function countRanges(counts: readonly number[], most = 5): Range[] {
  const often = new Map<number, number>();
  for (const count of counts) if (count > 0) often.set(count, (often.get(count) ?? 0) + 1);
  const values = [...often.keys()].sort((a, b) => a - b);
  if (values.length === 0) return [];
  const ends = naturalBreaks(values, values.map((value) => often.get(value) ?? 1), most);
  let from = 1;
  return ends.map((end, i) => {
    const following = values.find((value) => value > end);
    const to = i === ends.length - 1 || following === undefined ? end : roundest(end, following - 1);
    const range = { from, to };
    from = to + 1;
    return range;
  });
}
