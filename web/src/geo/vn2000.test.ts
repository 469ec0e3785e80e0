// The conversion agrees with the official test points to a centimetre, both ways.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MERIDIANS, vn2000OfWgs84, wgs84OfVn2000 } from "./vn2000";

const rows = (file: string) =>
  readFileSync(new URL(`../../../geodata/${file}`, import.meta.url), "utf8").trim().split("\n").slice(1);
const vectors = rows("vn2000_test_vectors.csv")
  .map((line) => line.replace(/^"[^"]*"/, "…").split(",").map(Number))
  .filter(([, , , , scale]) => scale === 0.9999) as [number, number, number, number, number, number, number][];

describe("VN-2000", () => {
  it.each(vectors)("%# holds both ways", (_place, lon, lat, meridian, _scale, east, north) => {
    const plane = vn2000OfWgs84([lon, lat], meridian);
    expect(Math.hypot(plane.east - east, plane.north - north)).toBeLessThan(0.01);
    const back = wgs84OfVn2000({ north, east }, meridian);
    expect(back).not.toBeNull();
    const metres = Math.hypot(((back?.[0] ?? 0) - lon) * Math.cos((lat * Math.PI) / 180), (back?.[1] ?? 0) - lat) * 111_320;
    expect(metres).toBeLessThan(0.01);
  });

  it("has test points, and every meridian of the provinces", () => {
    expect(vectors.length).toBeGreaterThanOrEqual(8);
    const used = rows("vn2000_meridians.csv").flatMap((line) => {
      const cells = line.split(",");
      return [Number(cells[2]), Number(cells[6])];
    });
    expect([...new Set(used)].sort((a, b) => a - b)).toEqual([...MERIDIANS]);
  });

  it("refuses what cannot be a place of Vietnam", () => {
    expect(wgs84OfVn2000({ north: 588_363, east: Number.NaN }, 105)).toBeNull();
    expect(wgs84OfVn2000({ north: 21, east: 105 }, 105)?.[1] ?? 0).toBeLessThan(1);
    expect(wgs84OfVn2000({ north: 9_000_000, east: 500_000 }, 105)).toBeNull();
  });
});
