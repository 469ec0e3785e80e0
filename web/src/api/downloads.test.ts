// The addresses of files keep the filter, and ask of each format only what it can do.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { emptyFilters } from "../state/state";
import { curlLine, FILE_FORMATS, fileAddress, featuresAddress, pythonLines, tilesTemplate } from "./downloads";

const HOME = "https://so-nn.gov.vn/ban-do/";
const filters = { ...emptyFilters(), region: ["2024-277", "01"], sector: ["crop"], q: 'rau "sạch" $HOME `x` & \\ !' };

beforeEach(() => void vi.stubGlobal("document", { baseURI: `${HOME}?sector=crop` }));
afterEach(() => void vi.unstubAllGlobals());

describe("a file", () => {
  it("has the filters of the page under its path prefix", () => {
    for (const format of FILE_FORMATS) {
      const url = new URL(fileAddress(format, { filters, lang: "en" }));
      expect(url.href.startsWith(`${HOME}api/collections/sites/export.${format}?`)).toBe(true);
      expect(Object.fromEntries(url.searchParams)).toEqual({ region: "2024-277,01", sector: "crop", q: filters.q, lang: "en" });
    }
  });

  it("is asked in a coordinate system and an order only where it can be", () => {
    const asked = (format: (typeof FILE_FORMATS)[number]) => new URL(fileAddress(format, { filters, lang: "vi", sort: "area", epsg: 5897 })).searchParams;
    const having = (name: string) => FILE_FORMATS.filter((format) => asked(format).has(name));
    expect(having("crs")).toEqual(["xlsx", "csv", "gpkg", "geojson", "geojsonl", "fgb"]);
    expect(having("sortby")).toEqual(["xlsx", "csv", "gpkg", "geojson", "geojsonl", "kml", "gpx"]);
    expect([asked("csv").get("crs"), asked("csv").get("sortby")]).toEqual(["5897", "-area_ha,name"]);
  });

  it("comes in the order of names where the list is by nearness, which files do not know", () => {
    expect(new URL(fileAddress("csv", { filters, lang: "vi", sort: "near" })).searchParams.get("sortby")).toBe("name,id");
  });

  it("leaves WGS 84 unsaid", () => {
    expect(new URL(fileAddress("gpkg", { filters, lang: "vi", epsg: null })).searchParams.has("crs")).toBe(false);
  });
});

describe("other programs", () => {
  it("begin at the root of the interface", () => {
    expect(featuresAddress()).toBe(`${HOME}api`);
  });

  it("get tiles with row before column, under the filter, in no language", () => {
    const none = `${HOME}api/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}`;
    expect(tilesTemplate(emptyFilters())).toBe(none);
    expect(tilesTemplate({ ...emptyFilters(), sector: ["crop", "livestock"] })).toBe(`${none}?sector=crop,livestock`);
  });

  it("get addresses that nothing in them can break out of", () => {
    const file = fileAddress("fgb", { filters, lang: "vi" });
    for (const line of [curlLine(file, "agriatlas.fgb"), pythonLines(file)]) {
      const quoted = line.slice(line.indexOf("http"), line.lastIndexOf('"'));
      expect(quoted).toBe(file);
      expect(quoted).not.toMatch(/["$`\\!\s]/);
    }
  });
});
