// Everyone can use it: by keyboard, with a screen reader, without WebGL, without JavaScript, on narrow and wide windows.
import { AtlasDriver } from "./driver";
import { expect, test } from "./fixtures";

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

test("without JavaScript the page leads to the plain list", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const atlas = new AtlasDriver(await context.newPage());
  await atlas.openBare("./");
  await atlas.followLink("Xem danh sách");
  await atlas.expectText(/Hợp tác xã|Mô hình/);
  await context.close();
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

test("axe finds nothing: filters and suggestions", async ({ atlas }) => {
  await atlas.open();
  await atlas.openFilters();
  await atlas.expectAccessible();
  await atlas.closeFilters();
  await atlas.search("ha");
  await atlas.waitForOptions();
  await atlas.expectAccessible();
});

for (const [width, height] of [[320, 640], [360, 740], [720, 450], [1024, 768], [1920, 1080]] as const) {
  test(`nothing is wider than a window of ${width} pixels`, async ({ atlas }) => {
    await atlas.resize(width, height);
    for (const search of ["?region=2024-277&near=105.55,21,map&sort=near", "?site=c-00001", "?lang=en&q=khongcogi"]) {
      await atlas.open(search);
      await atlas.expectNoSidewaysScroll();
    }
  });
}
