// Spots hide nothing: no two symbols of one cover each other, and a lone site stands on its true point.
import { describe, expect, it } from "vitest";
import { offsetOf, ringOffset, SPREAD_MOST } from "./spots";

describe("ringOffset", () => {
  it("keeps a lone site on its true point", () => {
    expect(ringOffset(0, 1)).toEqual([0, 0]);
  });

  it("keeps symbols of one spot at least 24 pixels apart", () => {
    for (let count = 2; count <= SPREAD_MOST; count++) {
      const places = Array.from({ length: count }, (_, i) => ringOffset(i, count));
      for (const [i, a] of places.entries()) {
        for (const b of places.slice(i + 1)) expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThanOrEqual(24);
      }
    }
  });
});

describe("offsetOf", () => {
  it("spreads what shares a spot and nothing else", () => {
    expect(offsetOf({ spot_count: 5, spot_index: 3 })).toEqual(ringOffset(3, 5));
    expect(offsetOf({})).toEqual([0, 0]);
    expect(offsetOf({ spot_count: SPREAD_MOST + 1, spot_index: 3 })).toEqual([0, 0]);
  });
});
