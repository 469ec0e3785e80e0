// Everyone can use it: by keyboard, with a screen reader, without WebGL, without JavaScript, on narrow and wide windows.
import { expect, test } from "./fixtures";
import { startProxy } from "./proxy";

test("the whole way goes by keyboard alone", async ({ atlas }) => {
  await atlas.open();
  await atlas.press("Tab");
  await atlas.expectFocusOn(".skip");
  await atlas.tabTo("#search");
  await atlas.type("chuong my");
  await atlas.waitForOptions();
  await atlas.press("ArrowDown", "Enter");
  await atlas.expectAddress("region", "2024-277");
  await atlas.expectCount(11);
  await atlas.tabTo("li.row h3 button");
  await atlas.press("Enter");
  await expect.poll(() => atlas.address.get("site")).not.toBeNull();
  await atlas.expectFocusOn("#card-title");
  await atlas.press("Escape");
  await atlas.expectNoCard();
});

test("without WebGL the list goes on and says why there is no map", async ({ atlas }) => {
  await atlas.withoutWebGl();
  await atlas.open("?show=map");
  await atlas.expectText(/không vẽ được bản đồ/);
  await atlas.expectNoMapCanvas();
  await atlas.open();
  await atlas.expectCount(249);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page leads to the plain list", async ({ atlas }) => {
    await atlas.openBare();
    await atlas.followLink("Xem danh sách");
    await atlas.expectText(/Hợp tác xã|Mô hình/);
  });
});

test("closing a sheet gives the focus back", async ({ atlas }) => {
  await atlas.open();
  await atlas.expectSheetGivesFocusBack("Gần tôi");
});

test("all of it works behind a path prefix", async ({ atlas }) => {
  const proxy = await startProxy(atlas.home, "/ban-do");
  try {
    atlas.home = proxy.home;
    await atlas.open("?region=2024-277");
    await atlas.expectCount(11);
    await atlas.showMap();
    await atlas.open();
    await atlas.loadMore();
    expect(JSON.parse(await atlas.downloads.save("geojson"))).toMatchObject({ type: "FeatureCollection" });
  } finally {
    await proxy.stop();
  }
});

const STATES = {
  list: "",
  filtered: "?region=2024-277&sector=crop&q=rau",
  card: "?region=2024-277&site=c-00001",
  map: "?show=map",
  near: "?near=105.55,21,map&sort=near",
  english: "?lang=en",
  empty: "?q=khongcogi",
};

for (const [name, search] of Object.entries(STATES)) {
  test(`axe finds nothing: ${name}`, async ({ atlas }) => {
    await atlas.open(search);
    if (name === "map") await atlas.showMap();
    await atlas.expectAccessible();
  });
}

test("axe finds nothing: sheets, notices and suggestions", async ({ atlas }) => {
  atlas.expectFaults(/status of 400/);
  await atlas.open("?sector=fish&colour=red");
  await atlas.expectAccessible();
  await atlas.open("?region=2024-277");
  await atlas.pressButton("Gần tôi");
  await atlas.expectAccessible();
  await atlas.press("Escape");
  await atlas.openFilters();
  await atlas.expectAccessible();
  await atlas.closeFilters();
  await atlas.search("ha");
  await atlas.waitForOptions();
  await atlas.expectAccessible();
});

for (const [width, height] of [[320, 640], [360, 740], [720, 450], [1024, 768], [1920, 1080]] as const) {
  test(`nothing is wider than a window of ${width} pixels`, async ({ atlas }) => {
    test.skip(atlas.isPhone !== width < 800, "the other project opens windows of this width");
    await atlas.resize(width, height);
    for (const search of ["?region=2024-277&near=105.55,21,map&sort=near", "?site=c-00001", "?lang=en&q=khongcogi"]) {
      await atlas.open(search);
      await atlas.expectNoSidewaysScroll();
    }
  });
}
