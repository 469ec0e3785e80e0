// The country comes coarse and whole, a window fine and widened.
import { expect, it } from "vitest";
import { shapesAsked } from "./shapesAsked";

const view = { west: 105.31, south: 20.72, east: 106.11, north: 21.4 };

it("asks for the whole country from afar", () => {
  expect(shapesAsked("province", null, 4.6, view)).toEqual({ level: "province", at: null, resolution: 1500, bbox: null });
});

it("asks for a widened window close up, and the same one after a small movement", () => {
  const asked = shapesAsked("commune", "2025-06-30", 10, view);
  expect(asked).toEqual({ level: "commune", at: "2025-06-30", resolution: 60, bbox: [105, 20, 107, 22] });
  expect(shapesAsked("commune", "2025-06-30", 10.2, { ...view, west: 105.4, east: 106.2 })).toEqual(asked);
});

it("asks ever finer", () => {
  const resolutions = [4, 7, 8.5, 10, 12].map((zoom) => shapesAsked("province", null, zoom, view).resolution);
  expect(resolutions).toEqual([...resolutions].sort((a, b) => b - a));
  expect(new Set(resolutions).size).toBe(5);
});
