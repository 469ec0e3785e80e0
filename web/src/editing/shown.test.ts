// Every fact can be read in a table of changes, whichever way it was written down.
import { describe, expect, it } from "vitest";
import { editingVi } from "../i18n/editingVi";
import { createFormat } from "../i18n/format";
import { vi } from "../i18n/vi";
import { matches } from "./search";
import { shown, type Speaker } from "./shown";

const speaker: Speaker = { words: editingVi, format: createFormat("vi", vi), label: (vocabulary, code) => `${vocabulary}:${code}` };

describe("a value", () => {
  it.each([
    ["area_ha", 1.5, "1,5"],
    ["established_year", 2019, "2019"],
    ["members", null, "(trống)"],
    ["technologies", [], "(trống)"],
    ["technologies", ["greenhouse", "organic"], "technology:greenhouse, technology:organic"],
    ["sector", "crop", "sector:crop"],
    ["abstract", "Mới", "Mới"],
    ["sources", [{ title: "Báo", url: null, date: "2024" }], "Báo, 2024"],
    ["place", "Xã A, Hà Nội", "Xã A, Hà Nội"],
  ])("of %s", (field, value, text) => expect(shown(field, value, speaker)).toBe(text));

  it("of a place is its address, and its coordinates where somebody gave them", () => {
    const address = { province: "Hà Nội", district: null, commune: "Xã A" };
    const geometry = { type: "Point", coordinates: [105.6, 20.9] };
    expect(shown("place", { address, geometry, position_accuracy: "reported" }, speaker)).toBe("Xã A, Hà Nội · 20.90000, 105.60000");
    expect(shown("place", { address, geometry, position_accuracy: "commune" }, speaker)).toBe("Xã A, Hà Nội");
    expect(shown("place", { address, placement: { point: { lon: 105.6, lat: 20.9 }, accuracy: "surveyed" } }, speaker)).toBe("Xã A, Hà Nội · 20.90000, 105.60000");
    expect(shown("place", { address: {}, placement: { point: null } }, speaker)).toBe("không có vị trí");
  });
});

describe("the search in a list of terms", () => {
  it("needs no tones, and every word", () => {
    expect(matches("Tưới nhỏ giọt", "tuoi giot")).toBe(true);
    expect(matches("Điện mặt trời", "dien")).toBe(true);
    expect(matches("Nhà màng", "nha luoi")).toBe(false);
    expect(matches("Nhà màng", "")).toBe(true);
  });
});
