// Single sites: their cards, their neighbours, and their places on the map.
import { ringOffset } from "../src/map/spots";
import { expect, test } from "./fixtures";

test("a row opens the card and closing it returns to the row", async ({ atlas }) => {
  await atlas.open("?region=2024-277");
  const name = await atlas.openRow(0);
  await atlas.expectCard(name);
  await atlas.expectText("Địa chỉ trước 1/7/2025");
  await atlas.expectText(/Đặt tại trung tâm|Vị trí/);
  const id = atlas.address.get("site");
  await atlas.press("Escape");
  await atlas.expectNoCard();
  await atlas.expectFocusOn(`#row-${id}`);
});

test("an address with a site opens its card", async ({ atlas }) => {
  await atlas.open("?site=m-00001&lang=en");
  await atlas.expectText("Address before 1 July 2025");
});

test("an open card asks for its site once, however long it stands", async ({ atlas }) => {
  const asked = atlas.countRequests(/items\/m-00001\?/);
  await atlas.open("?site=m-00001");
  await atlas.expectText("Địa chỉ trước 1/7/2025");
  await atlas.idle();
  expect(asked()).toBe(1);
});

test("my position sorts by nearness, with distance and direction", async ({ atlas }) => {
  await atlas.standAt(105.55, 21.0);
  await atlas.open("?sector=crop");
  await atlas.pressButton("Gần tôi");
  await atlas.pressButton("Dùng vị trí của tôi");
  await atlas.expectAddress("sort", "near");
  await atlas.expectAnnounced(/điểm, gần nhất [\d,]+ k?m/);
  const distances = await atlas.distances();
  expect(distances[0]).toMatch(/^[\d,.]+ k?m về hướng (đông|tây|nam|bắc)/);
  const metres = distances.map((text) => {
    const [, number = "", unit] = /([\d.,]+) (k?m)/.exec(text) ?? [];
    return Number(number.replace(".", "").replace(",", ".")) * (unit === "km" ? 1000 : 1);
  });
  expect(metres).toEqual([...metres].sort((a, b) => a - b));
});

test("a refused position offers other ways", async ({ atlas }) => {
  await atlas.open("?region=2024-277");
  await atlas.pressButton("Gần tôi");
  await atlas.pressButton("Dùng vị trí của tôi");
  await atlas.expectText(/chọn cách khác/);
  await atlas.pressButton("Từ trung tâm Huyện Chương Mỹ");
  await atlas.expectAddress("sort", "near");
});

test("a point picked on the map starts the distances", async ({ atlas }) => {
  await atlas.open("?map=105.6,21,11");
  await atlas.pressButton("Gần tôi");
  await atlas.pressButton("Chọn một điểm trên bản đồ");
  await atlas.showMap();
  await atlas.clickMap(20, 30);
  await atlas.expectAddress("sort", "near");
  expect(atlas.address.get("near")).toMatch(/^105\.\d+,2[01]\.\d+,map$/);
});

test("the map goes where the chosen region is", async ({ atlas }) => {
  await atlas.open();
  await atlas.showMap();
  await atlas.search("chuong my");
  await atlas.pickSuggestion(/Huyện Chương Mỹ.*cũ/);
  await expect.poll(() => atlas.address.get("map")).toMatch(/^105\.[67]\d*,20\.[89]\d*,1\d/);
});

test("distances stand in every order and in the card, and the card of a site outside the filters opens", async ({ atlas }) => {
  await atlas.open("?near=105.55,21,map&sector=fisheries&site=c-00021");
  await atlas.expectText(/^[\d,.]+ k?m về hướng/);
  await atlas.press("Escape");
  await expect.poll(() => atlas.distances()).toHaveLength(32);
});

test("every site of a spot can be reached on the map and in the card", async ({ atlas }) => {
  test.slow();
  await atlas.open();
  const spot = await atlas.fullestSpot();
  expect(spot.length).toBeGreaterThan(1);
  const [lon, lat] = spot[0]?.at ?? [0, 0];
  for (const [i, site] of spot.entries()) {
    await atlas.open(`?map=${lon},${lat},13&show=map`);
    await atlas.showMap();
    await atlas.clickMapUntilCard(site.name, ...ringOffset(i, spot.length));
  }
  for (const site of spot.slice(0, -1)) {
    await atlas.openSamePlace(site.name);
    await atlas.expectCard(site.name);
  }
});

test("the map reads tiles under the filters, and no list of everything", async ({ atlas }) => {
  const everything = atlas.countRequests(/items\?.*limit=10000/);
  const tiles = atlas.countRequests(/sites\/tiles\/WebMercatorQuad\/\d+\/\d+\/\d+\?sector=fisheries$/);
  await atlas.open("?show=map&sector=fisheries");
  await atlas.showMap();
  await expect.poll(tiles).toBeGreaterThan(0);
  await atlas.idle();
  expect(everything()).toBe(0);
});

test("a click on a group goes so close that its sites part", async ({ atlas }) => {
  await atlas.open();
  const [lon, lat] = (await atlas.fullestSpot())[0]?.at ?? [0, 0];
  await atlas.open(`?map=${lon},${lat},9&show=map&q=ba%20vi`);
  await atlas.showMap();
  const zoom = () => Number(atlas.address.get("map")?.split(",")[2]);
  await expect(async () => {
    await atlas.clickMap();
    await expect.poll(zoom, { timeout: 1500 }).toBeGreaterThan(10);
  }).toPass({ timeout: 30_000 });
});

test("sites that do not come are said to be missing, and come when asked for again", async ({ atlas }) => {
  atlas.expectFaults(/ERR_FAILED|tiles/);
  const mend = await atlas.withoutTiles();
  await atlas.open("?show=map");
  await atlas.showMap();
  await atlas.expectText(/Chưa tải được các điểm trên bản đồ/);
  await mend();
  const tiles = atlas.countRequests(/sites\/tiles\//);
  await atlas.pressButton("Thử lại");
  await expect.poll(tiles).toBeGreaterThan(0);
  await atlas.idle();
  await atlas.expectNoText(/Chưa tải được các điểm trên bản đồ/);
});
