// Shapes and numbers meet by id, and what is drawn of a region is where the region is.
import { describe, expect, it } from "vitest";
import type { Shape } from "../api/statistics";
import { areaNames, areas, boxOf, islandColours, outlines } from "./choropleth";
import type { MapClass, Scheme } from "./scheme";

const square = (id: string, west: number, size: number): Shape => ({
  type: "Feature",
  id,
  geometry: { type: "Polygon", coordinates: [[[west, 10], [west + size, 10], [west + size, 10 + size], [west, 10 + size], [west, 10]]] },
  properties: { full_name: `Xã ${id}`, province: id === "3" ? null : "Tỉnh A", boundary: id === "1" ? "official" : "approximate" },
});
const few: MapClass = { key: "few", label: "", colour: "#c7e9b4", pattern: null };
const gap: MapClass = { key: "gap", label: "", colour: "#f6b15c", pattern: "hatch-gap" };
const scheme: Scheme = { title: "", classes: [few, gap], classOf: (id) => ({ "1": few, "2": gap, "48": gap })[id] ?? null, said: () => "" };

describe("areas", () => {
  it("wear colour and pattern of their class, and stay away without one", () => {
    const { features } = areas([square("1", 100, 1), square("2", 102, 1), square("3", 104, 1), { ...square("1", 0, 1), geometry: null }], scheme);
    expect(features.map(({ properties }) => properties)).toEqual([
      { id: "1", name: "Xã 1, Tỉnh A", boundary: "official", colour: "#c7e9b4", pattern: "" },
      { id: "2", name: "Xã 2, Tỉnh A", boundary: "approximate", colour: "#f6b15c", pattern: "hatch-gap" },
    ]);
  });

  it("give the islands the colour of the unit that is shown", () => {
    expect(islandColours(scheme, (id) => id === "48")).toEqual({ hoang_sa: "#f6b15c", truong_sa: null });
  });
});

it("names stand at the point that the server gives, and only for shapes that are drawn", () => {
  const named = { ...square("1", 100, 1), properties: { ...square("1", 100, 1).properties, name: "Chương Mỹ", lon: 100.4, lat: 10.4 } };
  expect(areaNames([named, square("2", 102, 1), { ...named, geometry: null }]).features).toEqual([
    { type: "Feature", geometry: { type: "Point", coordinates: [100.4, 10.4] }, properties: { name: "Chương Mỹ" } },
  ]);
});

describe("outlines", () => {
  it("carry their name at the top of their greatest part", () => {
    const shape = square("1", 100, 1);
    const parts = [square("1", 90, 0.1), shape].map(({ geometry }) => (geometry?.type === "Polygon" ? geometry.coordinates : []));
    const [line, label] = outlines([{ ...shape, geometry: { type: "MultiPolygon", coordinates: parts } }], false);
    expect(line?.properties).toEqual({ name: "Xã 1", boundary: "official", open: false });
    expect(label?.geometry).toEqual({ type: "Point", coordinates: [101, 11] });
  });

  it("have a box around them all", () => {
    expect(boxOf([square("1", 100, 1), square("2", 104, 2)])).toEqual([100, 10, 106, 12]);
    expect(boxOf([])).toBeNull();
    expect(boxOf([{ geometry: null }])).toBeNull();
  });
});
