// Every number falls into the class that the legend names for it.
import { describe, expect, it } from "vitest";
import type { Coverage, GapsByCommune, GapsByProvince, StatisticsRow } from "../api/statistics";
import { createFormat } from "../i18n/format";
import { vi } from "../i18n/vi";
import { countScheme, coverageScheme, gapScheme, quarter } from "./scheme";

const words = { text: vi, format: createFormat("vi", vi) };
const row = (id: string | null, total: number, coverage: Coverage | null = null): StatisticsRow => ({
  id,
  label: id ?? "",
  parent: null,
  total,
  sector: {},
  kind: {},
  area_ha: 0,
  area_known: 0,
  coverage,
  reported: [],
  indicators: [],
});
const share = (ratio: number, reported = 100): Coverage => ({ as_of: "2025", kind: "model", sector: null, ours: Math.round(ratio * reported), reported, ratio });

describe("counts", () => {
  const rows = [row("01", 173), row("08", 41), row("25", 35), row(null, 12)];

  it("have a class for nothing and name their bounds", () => {
    const scheme = countScheme({ rows }, false, words);
    expect(scheme.classes.map(({ label }) => label)).toEqual(["0 điểm", "1–40 điểm", "41–100 điểm", "101–173 điểm"]);
    expect(scheme.classOf("01")?.label).toBe("101–173 điểm");
    expect(scheme.classOf("25")?.label).toBe("1–40 điểm");
    expect(scheme.classOf("22")?.label).toBe("0 điểm");
    expect(scheme.said("22")).toBe("0 điểm");
    expect(new Set(scheme.classes.map(({ colour }) => colour)).size).toBe(4);
  });

  it("leave out what a region filter leaves out", () => {
    expect(countScheme({ rows }, true, words).classOf("22")).toBeNull();
  });

  it("of an empty inventory are all nought", () => {
    const scheme = countScheme({ rows: [] }, false, words);
    expect(scheme.classes).toHaveLength(1);
    expect(scheme.classOf("01")?.key).toBe("zero");
  });
});

describe("coverage", () => {
  it.each([[0, 0], [0.2499, 0], [0.25, 1], [0.5, 2], [0.75, 3], [1, 3], [1.0001, 4], [7, 4]])("%f is in quarter %i", (ratio, index) => {
    expect(quarter(ratio)).toBe(index);
  });

  it("marks what was never reported, and more than was reported, with patterns", () => {
    const scheme = coverageScheme({ rows: [row("01", 85, share(85 / 406, 406)), row("08", 41), row("25", 35, share(1.2))] }, false, words);
    expect(scheme.classOf("01")?.label).toBe("0 đến dưới 25 %");
    expect(scheme.said("01")).toMatch(/^21\s?% \(85\/406\)$/);
    expect(scheme.classOf("08")).toMatchObject({ key: "unknown", pattern: "hatch-unknown" });
    expect(scheme.classOf("25")).toMatchObject({ label: "trên 100 %", pattern: "dots-over" });
    expect(scheme.classOf("04")?.key).toBe("unknown");
  });
});

describe("gaps", () => {
  const head = { at: "2026-11-21", division: "current", max_km: 20, note: "", communes: 3321, gaps: 2 } as const;

  it("of communes are yes or no, the yes with a pattern", () => {
    const communes: GapsByCommune = {
      ...head,
      by: "commune",
      rows: [{ id: "00004", label: "", parent: null, province_id: null, province: null, distance_km: 34.2, nearest: null }],
    };
    const scheme = gapScheme(communes, null, words);
    expect(scheme.classOf("00004")).toMatchObject({ key: "gap", pattern: "hatch-gap" });
    expect(scheme.said("00004")).toBe("điểm gần nhất cách 34,2 km");
    expect(scheme.classOf("00008")?.key).toBe("near");
    const filtered = gapScheme(communes, new Set(["00004", "00008"]), words);
    expect(["00004", "00008", "00013"].map((id) => filtered.classOf(id)?.key)).toEqual(["gap", "near", undefined]);
  });

  it("of provinces are shares, with classes of their own for none and for all", () => {
    const provinces: GapsByProvince = {
      ...head,
      by: "province",
      rows: [[0, 100], [1, 100], [50, 100], [99, 100], [100, 100]].map(([gaps = 0, communes = 0], i) => ({
        id: `0${i}`,
        label: "",
        communes,
        gaps,
        share: gaps / communes,
      })),
    };
    const scheme = gapScheme(provinces, null, words);
    expect(provinces.rows.map(({ id }) => scheme.classOf(id)?.key)).toEqual(["none", "quarter-0", "quarter-2", "quarter-3", "all"]);
    expect(scheme.classOf("77")).toBeNull();
  });
});
