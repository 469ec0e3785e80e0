// The names of the archipelagos are in view whenever any part of them is.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Box, HOANG_SA, labelPlace, labelsInView, TRUONG_SA } from "./sovereignty";

const text = { hoangSa: "Quần đảo Hoàng Sa (TP Đà Nẵng, Việt Nam)", truongSa: "Quần đảo Trường Sa (tỉnh Khánh Hòa, Việt Nam)" };

describe("labelPlace", () => {
  it("stands in the middle when all is in view", () => {
    expect(labelPlace({ west: 102, south: 6, east: 118, north: 23.6 }, TRUONG_SA)).toEqual({ lon: 113.75, lat: 9.675 });
  });

  it("keeps clear of the buttons at the edge", () => {
    const view = { west: 102, south: 10, east: 111.4, north: 20 };
    expect(labelPlace(view, HOANG_SA, { ...view, east: 110.8 })?.lon).toBe(110.8);
  });

  it("is absent when nothing is in view", () => {
    expect(labelPlace({ west: 102, south: 20, east: 106, north: 23 }, HOANG_SA)).toBeNull();
  });
});

describe("labelsInView", () => {
  const view: fc.Arbitrary<Box> = fc
    .record({
      lon: fc.double({ min: HOANG_SA.west, max: HOANG_SA.east, noNaN: true }),
      lat: fc.double({ min: HOANG_SA.south, max: HOANG_SA.north, noNaN: true }),
      width: fc.double({ min: 0.001, max: 40, noNaN: true }),
    })
    .map(({ lon, lat, width }) => ({ west: lon - width / 2, east: lon + width / 2, south: lat - width / 2, north: lat + width / 2 }));

  it("names the archipelago inside the window wherever and however close one looks at it", () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 320, max: 2560 }), fc.double({ min: 3, max: 17, noNaN: true }), (box, pixels, zoom) => {
        const labels = labelsInView(box, { width: pixels, height: pixels, zoom }, text).features;
        const label = labels.find(({ properties }) => properties?.name.replace("\n", " ") === text.hoangSa);
        const [lon = NaN, lat = NaN] = label?.geometry.coordinates ?? [];
        expect(lon).toBeGreaterThanOrEqual(box.west);
        expect(lon).toBeLessThanOrEqual(box.east);
        expect(lat).toBeGreaterThanOrEqual(box.south);
        expect(lat).toBeLessThanOrEqual(box.north);
      }),
    );
  });
});
