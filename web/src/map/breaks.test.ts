// Classes of counts cover every count once, in order, and end at round numbers.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countRanges, roundest } from "./breaks";

describe("classes of counts", () => {
  it("set apart what stands apart, at round numbers", () => {
    expect(countRanges([173, 41, 35, 0, 0])).toEqual([{ from: 1, to: 40 }, { from: 41, to: 100 }, { from: 101, to: 173 }]);
    expect(countRanges([1, 1, 2, 2, 3, 9, 10, 30, 31, 90])).toEqual([
      { from: 1, to: 1 },
      { from: 2, to: 5 },
      { from: 6, to: 10 },
      { from: 11, to: 50 },
      { from: 51, to: 90 },
    ]);
  });

  it("are none where there is nothing, and one where all is equal", () => {
    expect(countRanges([])).toEqual([]);
    expect(countRanges([0, 0])).toEqual([]);
    expect(countRanges([7, 7, 7])).toEqual([{ from: 1, to: 7 }]);
  });

  it("hold every count exactly once", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 200 }), (counts) => {
        const ranges = countRanges(counts);
        expect(ranges.length).toBeLessThanOrEqual(5);
        for (const [i, { from, to }] of ranges.entries()) {
          expect(from).toBeLessThanOrEqual(to);
          expect(from).toBe(i === 0 ? 1 : (ranges[i - 1]?.to ?? 0) + 1);
          expect(counts.some((count) => count >= from && count <= to)).toBe(true);
        }
        for (const count of counts.filter((c) => c > 0)) expect(ranges.filter(({ from, to }) => count >= from && count <= to)).toHaveLength(1);
      }),
    );
  });

  it.each([[35, 40, 40], [41, 172, 100], [7, 9, 7], [10, 29, 10], [4, 8, 5], [3, 3, 3], [51, 59, 55], [1, 1, 1]])("between %i and %i the roundest is %i", (least, most, found) => {
    expect(roundest(least, most)).toBe(found);
  });
});
