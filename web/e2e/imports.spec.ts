// An office's list comes in: rehearsed, repaired in place, sent, accepted, seen on the map, and taken back but for what was edited since.
import { DATABASE, OFFICER, REVIEWER, WORKER } from "./accounts";
import { expect, test } from "./fixtures";

test.skip(!DATABASE, "without a database of these tests there are no accounts");
test.describe.configure({ mode: "serial" });

const DESKTOP = { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false };
const FILE = "sixty_rows.xlsx";
const WHERE = "../tests/fixtures/messy/";
const EXCEL = "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** Of the file; edited after it was accepted. */
const EDITED = "HTX Thọ An 1";
const FIRST_FIXED = "HTX Liên Trung 7";
/** An answer that refuses is told by the console too. */
const REFUSED = /status of (401|404|409|412|422)/;
let query = "";

test.describe("at a desk", () => {
  test.use(DESKTOP);

  test("an officer repairs four rows in place and nine cells at once, and sends them for review", async ({ atlas }) => {
    test.slow();
    await atlas.editing.signIn(OFFICER);
    await atlas.imports.openList();
    await atlas.expectAccessible();
    expect(await atlas.imports.files()).toEqual([EXCEL]);
    await atlas.imports.picture("1-where-a-file-is-dropped");
    await atlas.imports.upload(WHERE + FILE);
    await atlas.imports.expectRows();
    query = atlas.query();
    await atlas.imports.expectOnMap();
    await atlas.expectAccessible();
    await atlas.imports.picture("2-what-the-file-would-do", 6000);

    await atlas.editing.press("Ẩn bản đồ");
    await atlas.imports.expectStanding(10, "Diện tích (ha)", /cần xem|không nhận/);
    await atlas.imports.fix(10, "Diện tích (ha)", "2,5");
    await atlas.imports.fix(24, "Năm bắt đầu", "2017");
    await atlas.imports.fix(37, "Xã", "Ngọc Mỹ");
    await atlas.imports.openFix(7, "Công nghệ ứng dụng");
    await atlas.expectAccessible();
    await atlas.imports.picture("3-one-fix-for-nine-cells-alike");
    await atlas.imports.typeFix("Nhà lưới", 9);
    for (const row of [7, 14, 21, 28, 35, 42, 49]) await atlas.imports.expectCell(row, "Công nghệ ứng dụng", /Nhà lưới.*đã sửa/s);
    await atlas.imports.turnPage();
    await atlas.imports.expectCell(56, "Công nghệ ứng dụng", /Nhà lưới.*đã sửa/s);
    await atlas.imports.expectCell(63, "Công nghệ ứng dụng", /Nhà lưới.*đã sửa/s);
    await atlas.imports.fix(51, "Loại hình", "Mô hình");
    await atlas.imports.turnPage("Trang trước");
    await atlas.imports.expectTile("refused", 0);
    await atlas.imports.expectTile("created", 60);

    expect(await atlas.imports.files()).toEqual([EXCEL, EXCEL, "200 text/csv", "200 application/json", "200 application/octet-stream"]);

    await atlas.imports.openPart("Cách hiểu");
    await atlas.expectAccessible();
    await atlas.imports.picture("4-what-was-understood");
    await atlas.imports.openPart("Các dòng");
    await atlas.imports.openRow(10);
    await atlas.expectText("Từng ô cho biết");
    await atlas.expectAccessible();

    await atlas.imports.openCommit();
    await atlas.expectText("60 điểm mới");
    await atlas.editing.expectButton("Công bố", 0);
    await atlas.imports.reason("Phụ lục của Chi cục Phát triển nông thôn");
    await atlas.expectAccessible();
    await atlas.imports.picture("5-what-a-commit-will-do");
    await atlas.imports.commit("Gửi duyệt");
    await atlas.expectText("Đã gửi duyệt. Người duyệt sẽ xem xét.");
    await atlas.expectText(/60 đang chờ/);
    await atlas.editing.expectButton("Nhận cả 60 đề xuất", 0);
  });

  test("a reviewer accepts all of it at once, and everybody sees it on the map", async ({ atlas }) => {
    test.slow();
    await atlas.editing.signIn(REVIEWER, query);
    await atlas.expectText(/60 đang chờ/);
    await atlas.editing.press("Nhận cả 60 đề xuất");
    await atlas.expectText("Đã nhận tất cả và công bố.");
    await atlas.expectText(/60 thêm, 0 sửa, 0 gỡ/);
    await atlas.expectAccessible();
    await atlas.open(`?q=${encodeURIComponent(FIRST_FIXED)}`);
    await atlas.expectCount(1);
    expect(await atlas.rowNames()).toEqual([FIRST_FIXED]);
    const [site] = await atlas.imports.sitesNamed(FIRST_FIXED);
    expect(site?.properties).toMatchObject({ name: FIRST_FIXED, area_ha: 2.5, technologies: ["net_house"] });
    await atlas.open("?region=01");
    await atlas.showMap();
    await atlas.imports.picture("6-everybody-sees-it-on-the-map", 6000);
  });

  test("what was edited since is listed, and stays when the file is taken back", async ({ atlas }) => {
    test.slow();
    const [site] = await atlas.imports.sitesNamed(EDITED);
    if (!site) throw new Error("the site of the file is not there");
    await atlas.editing.signIn(REVIEWER, `?site=${site.id}`);
    await atlas.editing.press("Sửa");
    await atlas.editing.fill("members", "41");
    await atlas.editing.press("Công bố");
    await atlas.editing.expectNoForm();

    await atlas.open(query);
    await atlas.imports.openUndo();
    await atlas.expectText("59 điểm do tệp này thêm sẽ được gỡ; 0 điểm trở lại như trước.");
    await atlas.imports.expectEdited(site.id, /duyet\.minh sửa .*Thành viên/);
    await atlas.expectAccessible();
    await atlas.imports.picture("7-what-undo-would-do");
    await atlas.imports.undo("Gửi nhầm bản cũ");
    await atlas.expectText("Đã hoàn tác.");
    await atlas.expectText(/59 gỡ/);
    await atlas.imports.picture("8-taken-back");
    const [kept] = await atlas.imports.sitesNamed(EDITED);
    expect(kept?.properties).toMatchObject({ members: 41 });
    expect(await atlas.imports.sitesNamed(FIRST_FIXED)).toEqual([]);
  });

  test("what is typed outlives a cut network, and is sent on top of what a colleague said", async ({ atlas, browser }) => {
    test.slow();
    atlas.expectFaults(REFUSED, /ERR_INTERNET_DISCONNECTED/);
    await atlas.withoutWebGl();
    await atlas.editing.signIn(OFFICER, "?show=imports");
    await atlas.imports.upload(WHERE + FILE);
    await atlas.imports.expectRows();
    await atlas.imports.share(WORKER);

    await atlas.cutNetwork(true);
    await atlas.imports.fix(10, "Diện tích (ha)", "2,5", false);
    await atlas.expectText("1 chỗ sửa chưa gửi");
    await atlas.expectAccessible();

    const context = await browser.newContext({ baseURL: atlas.home, ...DESKTOP, locale: "vi-VN" });
    const other = atlas.beside(await context.newPage());
    await other.withoutWebGl();
    await other.editing.signIn(WORKER, atlas.query());
    await other.imports.expectRows();
    await other.imports.fix(24, "Năm bắt đầu", "2017");
    await context.close();

    await atlas.cutNetwork(false);
    await atlas.expectText(/Có người khác vừa thay đổi tệp này/);
    await atlas.expectText("1 chỗ sửa chưa gửi");
    await atlas.editing.press("Tải bản mới và gửi tiếp");
    await atlas.imports.expectCell(10, "Diện tích (ha)", /2,5.*đã sửa/s);
    await atlas.imports.expectCell(24, "Năm bắt đầu", /2017.*đã sửa/s);
    atlas.editing.answerQuestions(true);
    await atlas.editing.press("Bỏ tệp này");
    await atlas.expectText("Các tệp đã tải lên");
  });
});

test("on a phone the rows are cards, repaired the same way, with the map below a tap", async ({ atlas }) => {
  test.slow();
  atlas.expectFaults(REFUSED);
  await atlas.editing.signIn(OFFICER);
  await atlas.imports.openList();
  await atlas.expectNoSidewaysScroll();
  await atlas.expectAccessible();
  await atlas.imports.upload("../docs/screenshots/phone-list.png");
  await atlas.expectText(/Không đọc được tệp này/);
  await atlas.imports.upload(WHERE + FILE);
  await atlas.imports.expectRows();
  await atlas.expectNoSidewaysScroll();
  await atlas.expectAccessible();
  await atlas.imports.picture("phone-1-what-the-file-would-do");
  await atlas.imports.chooseTile("look");
  await atlas.imports.openFix(10, "Diện tích (ha)");
  await atlas.expectNoSidewaysScroll();
  await atlas.imports.picture("phone-2-a-cell-is-repaired");
  await atlas.imports.typeFix("2,5");
  await atlas.editing.press("Xem trên bản đồ");
  await atlas.imports.expectOnMap();
  await atlas.imports.picture("phone-3-the-rows-on-the-map", 6000);
  await atlas.expectAccessible();
  await atlas.editing.press("Về bảng các dòng");
  await atlas.imports.expectRows();
  await atlas.resize(320, 640);
  await atlas.expectNoSidewaysScroll();
});

test.describe("at two desks", () => {
  test.use(DESKTOP);

  test("a commit that would do something else than was shown writes nothing and shows it anew", async ({ atlas, browser }) => {
    test.slow();
    atlas.expectFaults(REFUSED);
    await atlas.withoutWebGl();
    await atlas.editing.signIn(OFFICER, "?show=imports");
    await atlas.imports.upload(WHERE + FILE);
    await atlas.imports.expectRows();
    await atlas.imports.expectTile("created", 59);

    const context = await browser.newContext({ baseURL: atlas.home, ...DESKTOP, locale: "vi-VN" });
    const other = atlas.beside(await context.newPage());
    await other.withoutWebGl();
    await other.editing.signIn(REVIEWER, "?show=imports");
    await other.imports.upload(WHERE + FILE);
    await other.imports.expectRows();
    await other.imports.openCommit();
    await other.imports.commit("Công bố");
    await other.expectText("Đã công bố.");
    await context.close();

    await atlas.imports.openCommit();
    await atlas.editing.press("Gửi duyệt");
    await atlas.expectText(/Danh mục đã thay đổi từ lần đọc thử, nên chưa ghi gì/);
    await atlas.imports.expectTile("created", 0);
    await atlas.imports.expectTile("unchanged", 60);
    await atlas.expectAccessible();
  });
});

test("who may write nothing is told so", async ({ atlas }) => {
  atlas.expectFaults(REFUSED);
  await atlas.open("?show=imports");
  await atlas.expectText("Cần đăng nhập để nhập tệp.");
  await atlas.editing.signIn(OFFICER, "?import=99999");
  await atlas.expectText(/Không tìm thấy tệp này/);
  await atlas.expectAccessible();
});
