// Stacks hide nothing: every site is in exactly one, and no two symbols of one cover each other.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupByPlace, type PointFeature, ringOffset, SPREAD_MOST, stackOf } from "./stacks";

function site(id: string, coordinates: [number, number] | null): PointFeature {
  return {
    type: "Feature",
    id,
    geometry: coordinates && { type: "Point", coordinates },
    properties: { name: id, sector: "crop", kind: "model", position_accuracy: "commune", commune_id: null, former_district_id: null },
  };
}

const sites = fc
  .array(fc.option(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))), { maxLength: 60 })
  .map((places) => places.map((place, i) => site(`m-${i}`, place)));

describe("groupByPlace", () => {
  it("puts every placed site into exactly one group of one place", () => {
    fc.assert(
      fc.property(sites, (all) => {
        const groups = groupByPlace(all);
        expect(groups.flat().map((s) => s.id).sort()).toEqual(all.filter((s) => s.geometry).map((s) => s.id).sort());
        for (const group of groups) expect(new Set(group.map((s) => String(s.geometry.coordinates))).size).toBe(1);
        expect(new Set(groups.map((group) => String(group[0]?.geometry.coordinates))).size).toBe(groups.length);
      }),
    );
  });

  it("leaves the coordinates as they are", () => {
    const [group] = groupByPlace([site("b", [105.123456, 21.654321]), site("a", [105.123456, 21.654321])]);
    expect(group?.map((s) => [s.id, s.geometry.coordinates])).toEqual([
      ["a", [105.123456, 21.654321]],
      ["b", [105.123456, 21.654321]],
    ]);
  });
});

describe("stackOf", () => {
  it("finds the neighbours at the same point, in order", () => {
    const all = [site("c", [1, 2]), site("a", [1, 2]), site("b", [1, 3]), site("d", null)];
    expect(stackOf(all, "c").map((s) => s.id)).toEqual(["a", "c"]);
    expect(stackOf(all, "d")).toEqual([]);
    expect(stackOf(all, "x")).toEqual([]);
  });
});

describe("ringOffset", () => {
  it("keeps a lone site on its true point", () => {
    expect(ringOffset(0, 1)).toEqual([0, 0]);
  });

  it("keeps symbols of one stack at least 24 pixels apart", () => {
    for (let count = 2; count <= SPREAD_MOST; count++) {
      const places = Array.from({ length: count }, (_, i) => ringOffset(i, count));
      for (const [i, a] of places.entries()) {
        for (const b of places.slice(i + 1)) expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThanOrEqual(24);
      }
    }
  });
});
