// What is drawn stands for every site exactly once, at its true coordinates.
import { describe, expect, it } from "vitest";
import type { PointFeature } from "./stacks";
import { draw } from "./drawing";

function site(id: string, lon: number, sector: "crop" | "livestock" = "crop"): PointFeature {
  return {
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [lon, 21] },
    properties: { name: id, sector, kind: "model", position_accuracy: "district", commune_id: null, former_district_id: null },
  };
}

describe("draw", () => {
  it("spreads a small stack and gives it a foot", () => {
    const { marks, feet, sites, places } = draw([site("a", 105), site("b", 105, "livestock"), site("c", 106)]);
    expect(marks.features.map((m) => m.geometry.coordinates)).toEqual([[105, 21], [105, 21], [106, 21]]);
    expect(feet.features.map((f) => f.properties.spokes)).toEqual([2]);
    expect([...sites.values()]).toEqual([["a"], ["b"], ["c"]]);
    expect(places.get("b")).toMatchObject({ picture: "mark-livestock-district" });
  });

  it("draws a big stack as one mark that knows all its sites", () => {
    const { marks, sites } = draw(Array.from({ length: 50 }, (_, i) => site(`m-${i}`, 105, i < 20 ? "livestock" : "crop")));
    expect(marks.features).toHaveLength(1);
    expect(marks.features[0]?.properties).toMatchObject({ total: 50, crop: 30, livestock: 20, fisheries: 0 });
    expect(sites.get(1)).toHaveLength(50);
  });
});
