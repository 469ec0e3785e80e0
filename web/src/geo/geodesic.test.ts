// Distances agree with published ones and with themselves.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Position } from "../api/contract";
import { destination } from "./bearing";
import { way } from "./geodesic";

describe("way", () => {
  it("gives the degree of the equator and the first degree of the meridian", () => {
    expect(way([105, 0], [106, 0])).toEqual({ metres: expect.closeTo(111_319.491, 3), bearing: expect.closeTo(90, 9) });
    expect(way([105, 0], [105, 1])).toEqual({ metres: expect.closeTo(110_574.389, 3), bearing: expect.closeTo(0, 9) });
  });

  it("is nothing from a place to itself", () => {
    expect(way([105, 21], [105, 21])).toEqual({ metres: 0, bearing: 0 });
  });

  it("is as long back as there, and close to the sphere", () => {
    const place = fc.tuple(fc.double({ min: 102, max: 117, noNaN: true }), fc.double({ min: 6, max: 24, noNaN: true })) as fc.Arbitrary<Position>;
    fc.assert(
      fc.property(place, fc.double({ min: 10, max: 900_000, noNaN: true }), fc.double({ min: 0, max: 359.9, noNaN: true }), (from, metres, bearing) => {
        const to = destination(from, metres, bearing);
        const there = way(from, to);
        expect(there?.metres).toBeCloseTo(way(to, from)?.metres ?? NaN, 3);
        expect((there?.metres ?? NaN) / metres).toBeGreaterThan(0.994);
        expect((there?.metres ?? NaN) / metres).toBeLessThan(1.006);
      }),
    );
  });
});
