// Statistics: the coloured map with its legend, both divisions, the table with its files, regions, places and paper.
import { expect, test } from "./fixtures";

test("the table sums to all sites, and contradictory totals stand side by side", async ({ atlas }) => {
  await atlas.open("?show=stats");
  await atlas.stats.expectTotal(249);
  const row = await atlas.stats.row("Thành phố Hà Nội");
  expect(row[1]).toBe("173");
  expect(row[2]).toMatch(/406 \(2025\)[^]*393 \(2024\)/);
  expect(row[3]).toMatch(/^22\s?%\s*88\/406/);
  await atlas.stats.expectFacts(/249 điểm[^]*Sau 01\/07\/2025[^]*34 tỉnh/);
});

test("the header leads to the statistics and back to the list", async ({ atlas }) => {
  await atlas.open();
  await atlas.pressButton("Thống kê");
  await atlas.expectAddress("show", "stats");
  await atlas.stats.expectTotal(249);
  await atlas.pressButton("Danh sách");
  await atlas.expectAddress("show", null);
  await atlas.expectCount(249);
});

test("every column sorts, both ways, and says so", async ({ atlas }) => {
  await atlas.open("?show=stats&zeros=1");
  await atlas.stats.expectRows(34);
  await atlas.stats.expectSorted("Tổng", "descending");
  expect((await atlas.stats.names())[0]).toContain("Hà Nội");
  await atlas.stats.sortBy("Đơn vị");
  await atlas.stats.expectSorted("Đơn vị", "ascending");
  expect((await atlas.stats.names())[0]).toContain("An Giang");
  await atlas.stats.sortBy("Đơn vị");
  await atlas.stats.expectSorted("Đơn vị", "descending");
  await atlas.stats.sortBy("Chăn nuôi");
  const numbers = (await atlas.stats.column("Chăn nuôi")).map(Number);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  expect(numbers.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
});

test("the switch of zero rows shows every unit, and goes into the address", async ({ atlas }) => {
  await atlas.open("?show=stats");
  const before = (await atlas.stats.names()).length;
  expect(before).toBeLessThan(34);
  await atlas.stats.showZeros();
  await atlas.expectAddress("zeros", "1");
  await atlas.stats.expectRows(34);
});

test("the division switch goes from 34 to 63 provinces, and the date follows", async ({ atlas }) => {
  await atlas.open("?show=stats");
  await atlas.stats.expectFacts(/34 tỉnh, thành phố/);
  await atlas.pressButton("Trước 01/07/2025 (63 tỉnh)");
  await atlas.expectAddress("at", "2025-06-30");
  await atlas.stats.expectFacts(/ngày 30\/0?6\/2025[^]*63 tỉnh, thành phố/);
  await atlas.stats.expectTotal(249);
  expect(await atlas.stats.names()).toEqual(expect.arrayContaining([expect.stringContaining("Hà Giang"), expect.stringContaining("Vĩnh Phúc")]));
  await atlas.pressButton("Huyện cũ");
  await atlas.expectAddress("level", "district");
  await atlas.stats.expectTotal(249);
  await atlas.pressButton("Sau 01/07/2025 (34 tỉnh)");
  await atlas.expectAddress("level", null);
});

test("the table is saved as Excel and as CSV, under the same filters", async ({ atlas }) => {
  await atlas.open("?show=stats&sector=crop");
  const excel = await atlas.stats.download("Tải Excel");
  expect(excel.name).toMatch(/^thong-ke-.*\.xlsx$/);
  expect([...excel.bytes.subarray(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
  expect(excel.address.searchParams.get("sector")).toBe("crop");
  const csv = await atlas.stats.download("Tải CSV");
  expect(csv.name).toMatch(/\.csv$/);
  expect(csv.bytes.toString("utf8")).toContain("Thành phố Hà Nội");
});

test("areas are coloured, and the legend says what, when and how exactly", async ({ atlas }) => {
  await atlas.open("?show=map&layer=count&map=105.84,21.03,9.5");
  await atlas.showMap();
  await atlas.regions.expectLegend(/Số điểm trong danh mục[^]*0 điểm[^]*–173 điểm[^]*Sau 01\/07\/2025 \(34 tỉnh\)/);
  await atlas.regions.expectLegend(/ranh giới gần đúng/);
  await atlas.regions.expectAt(105.84, 21.03, /Thành phố Hà Nội: 173 điểm/);
  await atlas.regions.choose("Mức phủ");
  await atlas.expectAddress("layer", "coverage");
  await atlas.regions.expectLegend(/chưa có số công bố[^]*trên 100 %/);
  await atlas.regions.expectAt(105.84, 21.03, /22\s?% \(88\/406\)/);
});

test("the old division is coloured by its own provinces", async ({ atlas }) => {
  await atlas.open("?show=map&layer=count&at=2025-06-30&map=105.3,23.1,8.5");
  await atlas.showMap();
  await atlas.regions.expectLegend(/30\/0?6\/2025[^]*Trước 01\/07\/2025 \(63 tỉnh\)[^]*/);
  await atlas.regions.expectAt(105.3, 23.08, /Tỉnh Hà Giang: 41 điểm/);
});

test("gaps are hatched on the map and listed in the table", async ({ atlas }) => {
  test.slow();
  await atlas.open("?show=stats&layer=gaps&level=commune");
  await atlas.stats.expectFacts(/Địa giới ngày/);
  await atlas.expectText(/trên 3\.321 xã, phường không có điểm nào trong bán kính 20 km/);
  await atlas.stats.expectSorted("Điểm gần nhất", "descending");
  await atlas.stats.choose("Bán kính", "50");
  await atlas.expectAddress("gap", "50");
  await atlas.expectText(/trong bán kính 50 km/);
  await atlas.stats.choose("Lĩnh vực", "fisheries");
  await atlas.expectAddress("sector", "fisheries");
  await atlas.open("?show=map&layer=gaps&level=commune&map=105.1,9.3,7.5");
  await atlas.showMap();
  await atlas.regions.expectLegend(/bán kính 20 km[^]*có điểm trong bán kính[^]*vùng trống[^]*3\.321 xã/);
  await atlas.regions.expectAt(105.1, 9.3, /điểm gần nhất cách/);
});

test("a click on a region opens its numbers, and filters by it", async ({ atlas }) => {
  test.slow();
  await atlas.open("?show=map&layer=count&map=105.3,22.4,8.5");
  await atlas.showMap();
  await atlas.regions.expectAt(105.35, 22.4, /Tuyên Quang/);
  await atlas.regions.click(105.35, 22.4);
  await atlas.regions.expectOpen("Tỉnh Tuyên Quang");
  await atlas.expectAddress("unit", "08");
  await atlas.expectText("Ranh giới gần đúng, không phải ranh giới chính thức.");
  await atlas.pressButton("Lọc theo vùng này");
  await atlas.expectAddress("region", "08");
  await atlas.pressButton("Xem danh sách");
  await atlas.expectCount(41);
});

test("the panel sets every reported total beside ours, with its source", async ({ atlas }) => {
  await atlas.open("?show=stats");
  await atlas.stats.openRow("Thành phố Hà Nội");
  await atlas.regions.expectOpen("Thành phố Hà Nội");
  await atlas.expectText(/mọi số đều được giữ nguyên/);
  const reported = await atlas.regions.table(0);
  expect(reported.filter((row) => /Mô hình/.test(row) && /\b406\b/.test(row))).toHaveLength(1);
  expect(reported.filter((row) => /Mô hình/.test(row) && /\b393\b/.test(row))).toHaveLength(1);
  expect((await atlas.regions.table(1)).some((row) => /35\s?%/.test(row))).toBe(true);
  await atlas.press("Escape");
  await atlas.expectFocusOn("#unit-row-01");
});

test("a region of today leads to what it was, and back", async ({ atlas }) => {
  await atlas.open("?show=stats&unit=08");
  await atlas.regions.expectOpen("Tỉnh Tuyên Quang");
  await atlas.expectText("Hợp thành từ");
  await atlas.pressButton("Tỉnh Hà Giang");
  await atlas.regions.expectOpen("Tỉnh Hà Giang");
  await atlas.expectAddress("at", "2025-06-30");
  await atlas.expectText("Nay thuộc");
  await atlas.pressButton("Tỉnh Tuyên Quang");
  await atlas.expectAddress("at", null);
  await atlas.regions.expectOpen("Tỉnh Tuyên Quang");
});

test("the map says what lies at a place", async ({ atlas }) => {
  await atlas.open("?show=map&map=105.85,21.03,12");
  await atlas.showMap();
  await atlas.regions.askAt(105.85, 21.03);
  await atlas.expectText("Ở đây là đâu?");
  await atlas.expectText(/Thành phố Hà Nội/);
  await atlas.expectText("Trước 01/07/2025");
  await atlas.expectText(/theo ranh giới gần đúng/);
});

test("a site and a place have VN-2000 coordinates with their meridian", async ({ atlas }) => {
  await atlas.open("?site=m-00001");
  await atlas.expectText(/X \(bắc\) 2\.\d{3}\.\d{3},\d{2} · Y \(đông\) \d{3}\.\d{3},\d{2}/);
  await atlas.expectText(/kinh tuyến trục 10\d°\d\d′, EPSG:\d{4}; múi của tỉnh cũ/);
});

test("my own place is told without the map", async ({ atlas }) => {
  await atlas.withoutWebGl();
  await atlas.standAt(105.85, 21.03);
  await atlas.open();
  await atlas.pressButton("Gần tôi");
  await atlas.pressButton("Nơi tôi đang đứng thuộc xã nào?");
  await atlas.expectText(/Thành phố Hà Nội/);
});

test("without WebGL the numbers are all there", async ({ atlas }) => {
  await atlas.withoutWebGl();
  await atlas.open("?show=stats&layer=count");
  await atlas.stats.expectTotal(249);
  await atlas.stats.openRow("Thành phố Hà Nội");
  await atlas.regions.expectOpen("Thành phố Hà Nội");
});

test("the map, its legend and the table come onto paper", async ({ atlas }) => {
  test.slow();
  test.skip(atlas.isPhone, "a phone shows map and table one at a time");
  await atlas.open("?show=stats&layer=count&map=107.5,16.5,4.6");
  await atlas.showMap();
  await atlas.regions.expectAt(108.2, 14, /Tỉnh/);
  const paper = await atlas.regions.printed();
  expect(paper.colours).toBeGreaterThan(50);
  expect(paper.text).toMatch(/Số điểm trong danh mục/);
  expect(paper.text).toMatch(/ranh giới gần đúng/);
  expect(paper.text).toMatch(/Quần đảo Hoàng Sa \(TP Đà Nẵng, Việt Nam\)[^]*Quần đảo Trường Sa \(tỉnh Khánh Hòa, Việt Nam\)/);
  expect(paper.text).toMatch(/Thành phố Hà Nội[^]*249/);
  expect(paper.text).not.toMatch(/Tải Excel/);
});

for (const [name, search] of Object.entries({
  table: "?show=stats&layer=count",
  gaps: "?show=stats&layer=gaps&level=commune",
  region: "?show=stats&unit=01",
  layer: "?show=map&layer=coverage",
  english: "?show=stats&lang=en&at=2025-06-30&level=district",
})) {
  test(`axe finds nothing in the statistics: ${name}`, async ({ atlas }) => {
    test.slow();
    await atlas.open(search);
    if (name === "layer") {
      await atlas.showMap();
      await atlas.regions.openLayers();
    } else if (name === "region") await atlas.regions.expectOpen("Thành phố Hà Nội");
    else await atlas.stats.expectFacts(/\d/);
    await atlas.expectAccessible();
    await atlas.expectNoSidewaysScroll();
  });
}
