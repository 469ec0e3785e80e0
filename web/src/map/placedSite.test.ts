// What a tile says of a site is enough to name it, open it and lift it out of the crowd where it is drawn.
import { describe, expect, it } from "vitest";
import { focusFeatures, siteOf } from "./placedSite";
import { ringOffset, SPREAD_MOST } from "./spots";

const geometry = { type: "Point" as const, coordinates: [105.5, 21] };
const facts = { id: "m-00001", name: "Trại gà", sector: "livestock" };

describe("siteOf", () => {
  it("is the site of a tile, and nothing for what stands for several", () => {
    expect(siteOf({ geometry, properties: { ...facts, position_accuracy: "commune", spot_count: 3, spot_index: 1 } })).toEqual({
      type: "Feature",
      id: "m-00001",
      geometry,
      properties: { name: "Trại gà", sector: "livestock", position_accuracy: "commune" },
    });
    expect(siteOf({ geometry, properties: { count: 3, crop: 3 } })).toBeNull();
    expect(siteOf({ geometry, properties: { ...facts, spot_count: SPREAD_MOST + 1, spot_index: 0 } })).toBeNull();
  });
});

describe("focusFeatures", () => {
  it("stand where the tile draws them, and on their true point while no tile tells", () => {
    const site = siteOf({ geometry, properties: facts });
    const sites = site ? [site] : [];
    expect(focusFeatures(sites, []).features[0]?.properties).toEqual({ picture: "focus-livestock-district", offset: [0, 0] });
    const drawn = [{ properties: { ...facts, spot_count: 3, spot_index: 1 } }];
    expect(focusFeatures(sites, drawn).features[0]?.properties?.offset).toEqual(ringOffset(1, 3));
  });
});
