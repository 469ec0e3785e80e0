// The download panel: every file is there and is what it says, and every address can be copied into other programs.
import { expect, test } from "./fixtures";

const MEDIA_TYPES: Record<string, string> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv",
  gpkg: "application/geopackage+sqlite3",
  geojson: "application/geo+json",
  geojsonl: "application/geo+json-seq",
  fgb: "application/flatgeobuf",
  kml: "application/vnd.google-earth.kml+xml",
  gpx: "application/gpx+xml",
};

test("every format is a link of the filtered sites that answers with its media type", async ({ atlas }) => {
  await atlas.open("?sector=livestock&region=2024-26");
  const shown = await atlas.count();
  await atlas.downloads.open();
  await atlas.downloads.expectSentence(new RegExp(`^${shown} điểm\\. Điều kiện lọc: .*Chăn nuôi`));
  const links = await atlas.downloads.links();
  expect(Object.keys(links)).toEqual(Object.keys(MEDIA_TYPES));
  for (const [format, address] of Object.entries(links)) {
    expect([address.searchParams.get("sector"), address.searchParams.get("region"), address.searchParams.get("lang")]).toEqual(["livestock", "2024-26", "vi"]);
    const { status, type, bytes } = await atlas.downloads.fetch(address);
    expect([format, status, type]).toEqual([format, 200, MEDIA_TYPES[format]]);
    expect(bytes).toBeGreaterThan(0);
  }
});

test("the zone of the filtered province and the language go into the links, but not into KML and GPX", async ({ atlas }) => {
  await atlas.open("?region=2024-26");
  await atlas.downloads.open();
  await atlas.downloads.choose("Hệ tọa độ", /TM-3 105°00′.*EPSG:5897/);
  await atlas.downloads.choose("Ngôn ngữ trong tệp", /English/);
  const links = Object.entries(await atlas.downloads.links());
  expect(links.filter(([, address]) => address.searchParams.get("crs") === "5897").map(([format]) => format)).toEqual(["xlsx", "csv", "gpkg", "geojson", "geojsonl", "fgb"]);
  for (const [format, address] of links) {
    expect(address.searchParams.get("lang")).toBe("en");
    expect([format, (await atlas.downloads.fetch(address)).status]).toEqual([format, 200]);
  }
});

test("the map opens the panel as well, with the zones of what it shows", async ({ atlas }) => {
  await atlas.open("?show=map&map=108.2,16.05,10");
  await atlas.showMap();
  await atlas.downloads.openFromMap();
  await atlas.downloads.choose("Hệ tọa độ", /TM-3 107°45′/);
  await atlas.expectNoSidewaysScroll();
  await atlas.expectAccessible();
});

test("addresses for QGIS, Excel, Python and the command line are copied", async ({ atlas }) => {
  await atlas.allowClipboard();
  await atlas.open("?sector=crop,fisheries");
  await atlas.downloads.open();
  await atlas.downloads.showConnections();
  const home = atlas.home;
  const filtered = "sector=crop,fisheries&lang=vi";
  const expected = {
    "Địa chỉ OGC API – Features": `${home}api`,
    "Địa chỉ ô vectơ (vector tiles)": `${home}api/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}?sector=crop,fisheries`,
    "Địa chỉ bảng CSV": `${home}api/collections/sites/export.csv?${filtered}`,
    "Địa chỉ sổ tính Excel": `${home}api/collections/sites/export.xlsx?${filtered}`,
    "Đoạn mã Python": `"${home}api/collections/sites/export.fgb?${filtered}"`,
    "Địa chỉ GeoJSON luôn cập nhật": `${home}api/collections/sites/export.geojson?${filtered}`,
    "Lệnh curl": `"${home}api/collections/sites/export.gpkg?${filtered}"`,
  };
  for (const [label, text] of Object.entries(expected)) {
    await atlas.downloads.copyByKeyboard(label);
    await expect.poll(() => atlas.clipboard()).toContain(text);
    await atlas.downloads.expectSaid(label, "Đã sao chép");
  }
  expect((await atlas.downloads.fetch(new URL(`${home}api`))).status).toBe(200);
  const tile = expected["Địa chỉ ô vectơ (vector tiles)"].replace("{z}/{y}/{x}", "0/0/0");
  expect(await atlas.downloads.fetch(new URL(tile))).toMatchObject({ status: 200, type: "application/vnd.mapbox-vector-tile" });
  await atlas.expectNoSidewaysScroll();
  await atlas.expectAccessible();
});

test("without a clipboard the address is selected for the user's own hands", async ({ atlas }) => {
  await atlas.withoutClipboard();
  await atlas.open();
  await atlas.downloads.open();
  await atlas.downloads.showConnections();
  await atlas.downloads.copyByKeyboard("Địa chỉ OGC API – Features");
  await atlas.downloads.expectSaid("Địa chỉ OGC API – Features", /Ctrl\+C/);
  expect(await atlas.selectedText()).toBe(`${atlas.home}api`);
});

test("the panel speaks English, and closing it gives the focus back", async ({ atlas }) => {
  await atlas.open("?lang=en");
  await atlas.expectSheetGivesFocusBack("Download");
  await atlas.downloads.open();
  await atlas.downloads.expectSentence(/^249 sites\. /);
  await atlas.expectText("GPS devices, phones; only sites with a position; always WGS 84");
  await atlas.expectAccessible();
});
