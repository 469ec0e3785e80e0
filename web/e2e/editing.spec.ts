// Officials change the inventory: written on a phone, reviewed with the map beside it, published, and told by the history.
import { DATABASE, OFFICER, REVIEWER, SECOND_REVIEWER, WORKER } from "./accounts";
import { expect, test } from "./fixtures";

test.skip(!DATABASE, "without a database of these tests there are no accounts");
test.describe.configure({ mode: "serial" });

const DESKTOP = { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false };
const SITE = "m-00001";
const NAME = "Vườn nho Hợi Hường";
const ADDED = "HTX Rau thử nghiệm Xuân Mai";
/** An answer that refuses is told by the console too. */
const REFUSED = /status of (401|403|412|422)/;

test("the public is not asked who it is", async ({ atlas }) => {
  const asked = atlas.countRequests(/api\/session/);
  await atlas.open();
  await atlas.idle();
  expect(asked()).toBe(0);
});

test("an officer corrects a place and adds a site on a phone", async ({ atlas }) => {
  test.slow();
  await atlas.editing.signIn(OFFICER, `?site=${SITE}`);
  await atlas.expectCard(NAME);
  await atlas.editing.press("Sửa");
  await atlas.editing.expectForm(`Sửa: ${NAME}`);
  await atlas.editing.expectButton("Công bố", 0);
  await atlas.editing.typeDegrees("21°06′36″", "105,68");
  await atlas.editing.expectPoint("21.11000, 105.68000");
  await atlas.editing.expectPoint(/Dời .*km về hướng/);
  await atlas.editing.fill("area_ha", "2,25");
  await atlas.editing.fill("reason", "Đo lại tại thực địa");
  await atlas.expectText(/3 mục đã thay đổi|2 mục đã thay đổi/);
  await atlas.editing.picture("1-an-officer-corrects-a-place");
  await atlas.expectNoSidewaysScroll();
  await atlas.expectAccessible();
  await atlas.editing.press("Gửi duyệt");
  await atlas.editing.expectProposal(NAME, "Chờ duyệt");
  await atlas.editing.expectChange("area_ha", "0,5", "2,25");
  expect((await atlas.editing.publicSite(SITE)).properties.area_ha).toBe(0.5);

  await atlas.open();
  await atlas.editing.press("Thêm điểm");
  await atlas.editing.expectForm("Thêm điểm mới");
  await atlas.editing.fill("name", ADDED);
  await atlas.editing.choose("kind", "cooperative");
  await atlas.editing.typeVn2000("2.311.998,80", "562222,15", "105");
  await atlas.editing.expectPoint("20.90000, 105.60000");
  await atlas.editing.expectValue("address-commune", "Xã Xuân Mai");
  await atlas.editing.expectValue("address-province", "Thành phố Hà Nội");
  await atlas.editing.tickTechnology("Nhà màng");
  await atlas.editing.picture("2-and-adds-a-site");
  await atlas.editing.press("Gửi duyệt");
  await atlas.editing.expectProposal(ADDED, "Chờ duyệt");
  await atlas.expectAccessible();
});

test.describe("at a desk", () => {
  test.use(DESKTOP);

  test("a reviewer sees the difference on the map and publishes; list, map and history tell it at once", async ({ atlas }) => {
    test.slow();
    await atlas.editing.signIn(REVIEWER);
    await atlas.editing.openWorklist();
    await atlas.expectAccessible();
    await atlas.editing.openProposal(NAME);
    await atlas.editing.expectChange("place", /Đan Phượng/, /21\.11000, 105\.68000/);
    await atlas.expectText(/Dời .*km về hướng/);
    await atlas.editing.expectSketch();
    await atlas.expectAccessible();
    await atlas.editing.picture("3-a-reviewer-sees-the-difference");
    const earlier = new Date().toISOString();
    const tiles = atlas.countRequests(/sites\/tiles\//);
    await atlas.editing.press("Nhận và công bố");
    await atlas.expectCard(NAME);
    await atlas.expectText("2,25 ha");
    await atlas.expectText("Vị trí theo khai báo của cơ sở.");
    await expect.poll(tiles).toBeGreaterThan(0);
    await atlas.editing.picture("4-everybody-sees-it-at-once");
    expect(await atlas.editing.publicSite(SITE)).toMatchObject({ geometry: { coordinates: [105.68, 21.11] }, properties: { area_ha: 2.25 } });
    await atlas.editing.openHistory();
    await atlas.editing.expectHistory(/can\.lan/);
    await atlas.editing.expectHistory(/Đo lại tại thực địa/);
    await atlas.editing.expectHistory(/Diện tích \(ha\): 0,5 → 2,25/);
    await atlas.expectAccessible();
    await atlas.editing.picture("5-the-history-tells-it");
    expect((await atlas.editing.publicSite(SITE, earlier)).properties.area_ha).toBe(0.5);
    await atlas.editing.openSitePage(SITE, earlier);
    await atlas.expectText(/0,5/);
    await atlas.editing.picture("6-the-state-before-is-still-told");
    await atlas.open();

    await atlas.editing.openWorklist();
    await atlas.editing.openProposal(ADDED);
    await atlas.editing.press("Nhận và công bố");
    await atlas.expectCard(ADDED);
    await atlas.open(`?q=${encodeURIComponent(ADDED)}`);
    await atlas.expectCount(1);
    expect(await atlas.rowNames()).toEqual([ADDED]);
  });

  test("what somebody else changed meanwhile is shown field by field", async ({ atlas, browser }) => {
    test.slow();
    atlas.expectFaults(REFUSED);
    // Two windows that draw maps by software would only be slow.
    await atlas.withoutWebGl();
    await atlas.editing.signIn(REVIEWER, "?site=m-00002");
    await atlas.editing.press("Sửa");
    await atlas.editing.fill("members", "40");
    await atlas.editing.fill("area_ha", "3,5");

    const context = await browser.newContext({ baseURL: atlas.home, viewport: { width: 390, height: 844 }, locale: "vi-VN" });
    const other = atlas.beside(await context.newPage());
    await other.editing.signIn(SECOND_REVIEWER, "?site=m-00002");
    await other.editing.press("Sửa");
    await other.editing.fill("members", "35");
    await other.editing.fill("abstract", "Do người thứ hai viết");
    await other.editing.press("Công bố");
    await other.editing.expectNoForm();
    await context.close();

    await atlas.editing.press("Công bố");
    await atlas.expectText("Có người đã sửa điểm này trong lúc bạn viết");
    await atlas.expectText(/Do người thứ hai viết/);
    await atlas.expectAccessible();
    await atlas.editing.pick("members", "theirs");
    await atlas.editing.press("Gộp và xem lại");
    await atlas.editing.expectValue("members", "35");
    await atlas.editing.expectValue("area_ha", "3,5");
    await atlas.editing.press("Công bố");
    await atlas.editing.expectNoForm();
    expect((await atlas.editing.publicSite("m-00002")).properties).toMatchObject({ members: 35, area_ha: 3.5, abstract: "Do người thứ hai viết" });
  });

  test("a mark dragged on the map moves the point, and leaving asks", async ({ atlas }) => {
    test.slow();
    await atlas.editing.signIn(OFFICER, "?site=m-00003&map=105.6,20.9,12");
    await atlas.editing.press("Sửa");
    await atlas.showMap();
    await atlas.editing.press("Chọn trên bản đồ");
    await atlas.editing.press("Lấy điểm giữa bản đồ");
    await atlas.editing.expectSketch();
    const before = await atlas.editing.point();
    await atlas.editing.dragMark(60, -40);
    await expect.poll(() => atlas.editing.point()).not.toBe(before);
    await atlas.editing.press("Đóng biểu mẫu");
    await atlas.expectText("Rời biểu mẫu?");
    await atlas.expectAccessible();
    await atlas.editing.press("Sửa tiếp");
    await atlas.editing.expectForm(/^Sửa: /);
    await atlas.editing.press("Đóng biểu mẫu");
    await atlas.editing.press("Bỏ thay đổi");
    await atlas.editing.expectNoForm();
    await atlas.expectFocusOn("#card-title");
  });
});

test("a worker may write drafts, take them up again, and no more", async ({ atlas }) => {
  await atlas.editing.signIn(WORKER, "?site=m-00004");
  await atlas.editing.press("Sửa");
  await atlas.editing.expectButton("Công bố", 0);
  await atlas.editing.fill("members", "12");
  await atlas.editing.press("Lưu nháp");
  await atlas.expectText("Đã lưu nháp trên máy chủ.");
  await atlas.expectText("Nháp");
  await atlas.editing.expectButton("Nhận và công bố", 0);
  await atlas.editing.press("Sửa đề xuất");
  await atlas.editing.expectValue("members", "12");
  await atlas.editing.fill("members", "13");
  await atlas.editing.press("Gửi duyệt");
  await atlas.expectText("Chờ duyệt");
  await atlas.editing.expectChange("members", /.*/, "13");
});

test("a half filled form outlives the page, a cut network and the session", async ({ atlas }) => {
  test.slow();
  atlas.expectFaults(REFUSED, /ERR_INTERNET_DISCONNECTED/);
  await atlas.editing.signIn(WORKER, "?edit=new");
  await atlas.editing.fill("name", "Trại gà sau mưa");
  await atlas.editing.choose("sector", "livestock");
  await atlas.editing.typeDegrees("20,95", "105,7");
  await atlas.editing.kept();
  await atlas.editing.reload();
  await atlas.expectText(/Đã khôi phục bản đang sửa dở/);
  await atlas.editing.expectValue("name", "Trại gà sau mưa");
  await atlas.editing.expectPoint("20.95000, 105.70000");

  await atlas.editing.endSession();
  await atlas.editing.press("Gửi duyệt");
  await atlas.expectText(/Phiên đăng nhập đã kết thúc/);
  await atlas.editing.signInElsewhere(WORKER);
  await atlas.expectText(/Đã đăng nhập lại/);

  await atlas.cutNetwork(true);
  await atlas.editing.press("Gửi duyệt");
  await atlas.expectText(/sẽ tự gửi khi có mạng/);
  await atlas.cutNetwork(false);
  await atlas.editing.expectProposal("Trại gà sau mưa", "Chờ duyệt");
});

test("what is wrong stands beside its field while one types", async ({ atlas }) => {
  atlas.expectFaults(REFUSED);
  await atlas.editing.signIn(OFFICER, "?site=m-00005");
  await atlas.editing.press("Sửa");
  await atlas.editing.fill("area_ha", "nhiều");
  await atlas.editing.expectNote("area_ha", "Đây không phải là một số.");
  await atlas.editing.fill("area_ha", "99999999");
  await atlas.editing.expectNote("area_ha", /Cần sửa/);
  await atlas.editing.fill("area_ha", "1");
  await atlas.editing.typeDegrees("10,77", "106,7");
  await atlas.editing.expectNote("geometry", /Lưu ý/);
  await atlas.expectAccessible();
});

test("a proposal is returned with a comment, and its author sees why", async ({ atlas }) => {
  test.slow();
  await atlas.editing.signIn(REVIEWER, "?show=work&work=in_review");
  await atlas.editing.openProposal("Trại gà sau mưa");
  await atlas.editing.press("Trả lại");
  await atlas.expectText("Cần nhận xét khi trả lại.");
  await atlas.editing.comment("Thiếu số điện thoại của trại");
  await atlas.editing.press("Trả lại");
  await atlas.editing.expectProposal("Trại gà sau mưa", "Trả lại");
  await atlas.editing.signOut();
  await atlas.editing.signIn(WORKER, "?show=work&work=returned&mine=1");
  await atlas.editing.openProposal("Trại gà sau mưa");
  await atlas.expectText("Thiếu số điện thoại của trại");
});

test("only the ticked fields are taken", async ({ atlas }) => {
  test.slow();
  await atlas.editing.signIn(OFFICER, "?site=m-00006");
  await atlas.editing.press("Sửa");
  await atlas.editing.fill("members", "77");
  await atlas.editing.fill("established_year", "2001");
  await atlas.editing.press("Gửi duyệt");
  await atlas.expectText("Chờ duyệt");
  const proposal = atlas.query();
  await atlas.editing.signOut();
  await atlas.editing.signIn(REVIEWER, proposal);
  await atlas.editing.untick("established_year");
  await atlas.editing.press("Nhận 1/2 mục đã chọn");
  await atlas.expectText("77 thành viên");
  const { properties } = await atlas.editing.publicSite("m-00006");
  expect(properties.members).toBe(77);
  expect(properties.established_year).not.toBe(2001);
});

test("the form fits narrow windows in both languages", async ({ atlas }) => {
  await atlas.editing.signIn(OFFICER, `?site=${SITE}&edit=${SITE}&lang=en`);
  for (const [width, height] of [[320, 640], [390, 844]] as const) {
    await atlas.resize(width, height);
    await atlas.editing.expectForm(`Edit: ${NAME}`);
    await atlas.expectNoSidewaysScroll();
  }
});

test("what the people of a household agree to decides what the public sees", async ({ atlas }) => {
  test.slow();
  atlas.expectFaults(REFUSED);
  const name = async () => (await atlas.editing.publicSite("m-00007")).properties.name;
  const before = await name();
  await atlas.editing.signIn(REVIEWER, "?site=m-00007");
  await atlas.editing.press("Sửa");
  await atlas.editing.choose("holder", "household");
  await atlas.editing.press("Công bố");
  await expect.poll(name).toMatch(/^Hộ /);

  await atlas.editing.press("Người liên hệ");
  await atlas.expectText("Chưa có người liên hệ.");
  await atlas.editing.press("Thêm người");
  await atlas.editing.fill("name", "Nguyễn Văn Thử");
  await atlas.editing.fill("phone", "không nhớ");
  await atlas.editing.press("Lưu");
  await atlas.editing.expectNote("phone", /Cần sửa/);
  await atlas.editing.fill("phone", "0900 000 001");
  await atlas.expectAccessible();
  await atlas.editing.press("Lưu");
  await atlas.expectText("0900 000 001");

  await atlas.editing.press("Ghi đồng ý");
  await atlas.editing.choose("purpose", "name");
  await atlas.editing.fill("evidence", "phiếu số 12/2026");
  await atlas.editing.press("Lưu");
  await atlas.expectText(/Công khai tên: ngày .*phiếu số 12\/2026/);
  await expect.poll(name).toBe(before);

  atlas.editing.answerQuestions(true);
  await atlas.editing.press("Rút lại");
  await atlas.expectText(/đã rút/);
  await expect.poll(name).toMatch(/^Hộ /);
  await atlas.expectNoSidewaysScroll();
});
