// Both languages say the same things, and write numbers, dates and distances their own way.
import { describe, expect, it } from "vitest";
import { compassIndex, destination, ring } from "../geo/bearing";
import { DOWNLOAD_WORDS } from "./downloadWords";
import { EDITING_WORDS } from "./editingWords";
import { IMPORT_WORDS } from "./importWords";
import { en } from "./en";
import { createFormat } from "./format";
import { vi } from "./vi";

describe("languages", () => {
  it("have the same keys, and the same kind of value under each", () => {
    const shape = (value: unknown): unknown =>
      typeof value === "object" && value ? Object.entries(value).map(([key, inner]) => [key, shape(inner)]) : typeof value;
    expect(shape(en)).toEqual(shape(vi));
    expect(shape(DOWNLOAD_WORDS.en)).toEqual(shape(DOWNLOAD_WORDS.vi));
    expect(shape(EDITING_WORDS.en)).toEqual(shape(EDITING_WORDS.vi));
    expect(shape(IMPORT_WORDS.en)).toEqual(shape(IMPORT_WORDS.vi));
  });

  it("leave no sentence empty and put the names of the archipelagos exactly", () => {
    for (const messages of [vi, en]) {
      for (const value of Object.values(messages)) if (typeof value === "string") expect(value.trim()).not.toBe("");
      expect(messages.hoangSa).toBe("Quần đảo Hoàng Sa (TP Đà Nẵng, Việt Nam)");
      expect(messages.truongSa).toBe("Quần đảo Trường Sa (tỉnh Khánh Hòa, Việt Nam)");
      expect(messages.sea).toBe("Biển Đông");
    }
  });
});

describe("format", () => {
  const viet = createFormat("vi", vi);
  const english = createFormat("en", en);

  it("writes numbers as the language does", () => {
    expect(viet.number(12345.678)).toBe("12.345,68");
    expect(english.number(12345.678)).toBe("12,345.68");
  });

  it("writes distances as finely as they are known", () => {
    expect(viet.distance(948)).toBe("950 m");
    expect(viet.distance(2140)).toBe("2,1 km");
    expect(viet.distance(123_456)).toBe("123 km");
    expect(viet.distanceAndDirection(2140, 44)).toBe("2,1 km về hướng đông bắc");
    expect(english.distanceAndDirection(2140, 359)).toBe("2.1 km to the north");
    expect(english.distanceAndDirection(3, 90)).toBe("right here");
  });

  it("writes dates that may be only a year or a month", () => {
    expect(viet.date("2024")).toBe("2024");
    expect(viet.date("2023-12")).toMatch(/12\D+2023/);
    expect(viet.date("2023-06-26")).toMatch(/26.0?6.2023/);
    expect(viet.date("2026-11-21T20:43:56Z")).toMatch(/22.11.2026/);
    expect(viet.date("not a date")).toBe("not a date");
  });

  it("writes money in millions and billions", () => {
    expect(viet.money(11e9)).toBe("11 tỷ đồng");
    expect(english.money(250e6)).toBe("250 million VND");
  });
});

describe("compass", () => {
  it.each([[0, 0], [22.4, 0], [22.6, 1], [90, 2], [180, 4], [337.6, 0], [359.9, 0], [-45, 7]])("bearing %f is word %i", (bearing, index) => {
    expect(compassIndex(bearing)).toBe(index);
  });

  it("walks as far as it says", () => {
    const [lon, lat] = destination([105, 21], 111_195, 0);
    expect(lon).toBeCloseTo(105, 6);
    expect(lat).toBeCloseTo(22, 3);
    const round = ring([105, 21], 5000, 8);
    expect(round).toHaveLength(9);
    expect(round[0]).toEqual(round[8]);
  });
});
