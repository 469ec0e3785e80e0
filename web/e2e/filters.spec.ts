// Filtering: by places old and new, by sector, by words, and what the address keeps of it.
import { expect, test } from "./fixtures";

test("an old district is understood and filters to its sites", async ({ atlas }) => {
  await atlas.open();
  await atlas.search("chuong my");
  await atlas.pickSuggestion(/Huyện Chương Mỹ.*cũ/);
  await atlas.expectAddress("region", "2024-277");
  await atlas.expectCount(11);
  await atlas.expectAnnounced(/^11 điểm$/);
  await atlas.openFilters();
  await atlas.expectText(/→ 7 xã/);
});

test("a sector gives as many sites as its count said", async ({ atlas }) => {
  await atlas.open("?region=2024-277");
  const promised = await atlas.toggleSector("Trồng trọt");
  await atlas.expectAddress("sector", "crop");
  await atlas.expectCount(promised);
});

test("several choices of one list widen it, and going back undoes the last", async ({ atlas }) => {
  await atlas.open("?kind=cooperative");
  const before = await atlas.count();
  await atlas.toggleChoice("Doanh nghiệp");
  await atlas.expectAddress("kind", "cooperative,enterprise");
  await expect.poll(() => atlas.count()).toBeGreaterThan(before);
  await atlas.back();
  await atlas.expectAddress("kind", "cooperative");
  await atlas.expectCount(before);
});

test("words search without tones, and an empty result says what to drop", async ({ atlas }) => {
  await atlas.open();
  await atlas.search("khong co gi nhu vay");
  await atlas.press("Enter");
  await atlas.expectAddress("q", "khong co gi nhu vay");
  await atlas.expectText("Không có điểm nào khớp");
  await atlas.pressButton(/Bỏ điều kiện “khong co gi nhu vay”/);
  await atlas.expectAddress("q", null);
  await atlas.expectCount(249);
});

test("the list goes on page by page", async ({ atlas }) => {
  await atlas.open();
  expect(await atlas.rowNames()).toHaveLength(50);
  await atlas.loadMore();
  expect(await atlas.rowNames()).toHaveLength(100);
});

test("a bad address is answered with the server's sentence and a way out", async ({ atlas }) => {
  atlas.expectFaults(/status of 400/);
  await atlas.open("?sector=fish&colour=red");
  await atlas.expectText(/fish.*crop, livestock, fisheries/);
  await atlas.expectText("colour=red");
  await atlas.pressButton(/Bỏ điều kiện “fish”/);
  await atlas.expectAddress("sector", null);
  await atlas.expectCount(249);
});

test("an address with a region that does not exist is answered as well", async ({ atlas }) => {
  atlas.expectFaults(/status of 40[04]/);
  await atlas.open("?region=9x");
  await atlas.pressButton(/Bỏ điều kiện “9x”/);
  await atlas.expectCount(249);
});

test("the files hold exactly the sites that are shown", async ({ atlas }) => {
  await atlas.open("?sector=livestock&region=2024-26");
  const shown = await atlas.count();
  const file = JSON.parse(await atlas.downloads.save("geojson")) as { features: { properties: { sector: string; former_province_id: string } }[] };
  expect(file.features).toHaveLength(shown);
  for (const { properties } of file.features) expect(properties).toMatchObject({ sector: "livestock", former_province_id: "2024-26" });
  expect(await atlas.downloads.save("csv")).toContain(`Lĩnh vực: Chăn nuôi. ${shown} điểm`);
});

test("the page speaks English as a whole", async ({ atlas }) => {
  await atlas.open("?sector=crop&region=2024-277");
  await atlas.pressButton(/English/);
  await atlas.expectTitle(/high-tech agriculture/, "en");
  await atlas.expectAddress("lang", "en");
  await atlas.expectText(/Co-operative|Model|Enterprise/);
  await atlas.openFilters();
  await atlas.expectText(/→ 7 communes/);
  await atlas.closeFilters();
  await atlas.pressButton(/Tiếng Việt/);
  await atlas.expectTitle(/nông nghiệp công nghệ cao/, "vi");
});

test("a lost network is said, and all goes on when it is back", async ({ atlas }) => {
  // The cut may also meet the map while it is still loading.
  atlas.expectFaults(/ERR_INTERNET_DISCONNECTED/, /Worker failed to load/);
  await atlas.open();
  await atlas.cutNetwork(true);
  await atlas.search("rau");
  await atlas.press("Enter");
  await atlas.expectText("Không kết nối được máy chủ. Hãy kiểm tra mạng rồi thử lại.");
  await atlas.cutNetwork(false);
  // The page tries again by itself as soon as the network is back, and counts and heading follow the list.
  await expect.poll(() => atlas.count()).toBeGreaterThan(0);
  expect(await atlas.count()).toBeLessThan(249);
});
