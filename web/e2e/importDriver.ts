// What people do with the files they bring in, and what they see of them.
import { expect, type Locator, type Page } from "@playwright/test";

interface NamedSite {
  id: string;
  properties: Record<string, unknown>;
}

export class ImportDriver {
  constructor(
    private readonly page: Page,
    private readonly home: string,
  ) {}

  /** By the menu of the account, as everybody does. */
  async openList(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Tài khoản|Account): / }).click();
    await this.page.locator("#account-menu").getByRole("button", { name: "Nhập tệp" }).click();
    await expect(this.page.locator("#imports-title")).toBeVisible();
  }

  async upload(path: string): Promise<void> {
    await this.page.locator("#import-file").setInputFiles(path);
  }

  /** Waits until the rehearsal has come to its end and its rows stand. */
  async expectRows(): Promise<void> {
    await expect(this.page.locator("[data-row]").first()).toBeVisible({ timeout: 60_000 });
  }

  async expectTile(outcome: string, count: number): Promise<void> {
    await expect(this.page.locator(`[data-outcome="${outcome}"] .count`)).toHaveText(String(count));
  }

  async chooseTile(outcome: string): Promise<void> {
    await this.page.locator(`[data-outcome="${outcome}"]`).click();
  }

  async expectOnMap(): Promise<void> {
    await expect(this.page.getByRole("region", { name: "Các dòng của tệp" })).toBeVisible({ timeout: 60_000 });
  }

  private row(number: number): Locator {
    return this.page.locator(`[data-row="${number}"]`);
  }

  private cell(row: number, title: string): Locator {
    return this.row(row).getByRole("button", { name: `Sửa ô ${title}, dòng ${row}:` });
  }

  /** What a cell says, with how it stands. */
  async expectCell(row: number, title: string, text: RegExp): Promise<void> {
    await expect(this.cell(row, title)).toHaveText(text, { timeout: 60_000 });
  }

  async expectStanding(row: number, title: string, standing: RegExp): Promise<void> {
    await expect(this.cell(row, title).locator(".remark")).toHaveText(standing);
  }

  async openFix(row: number, title: string): Promise<void> {
    await this.cell(row, title).click();
    await expect(this.page.locator("[data-fixing]")).toBeVisible();
  }

  /** Types another text; for so many cells alike, where there are any. */
  async typeFix(text: string, alike = 1): Promise<void> {
    const form = this.page.locator("[data-fixing]");
    await form.getByLabel("Ghi là").fill(text);
    if (alike > 1) await form.getByLabel(`Áp dụng cho ${alike} ô giống vậy`).check();
    await form.getByRole("button", { name: "Lưu" }).click();
    await expect(form).toHaveCount(0);
  }

  /** Repairs a cell where it stands, and sees it repaired. */
  async fix(row: number, title: string, text: string, arrives = true): Promise<void> {
    await this.openFix(row, title);
    await this.typeFix(text);
    await this.expectCell(row, title, new RegExp(`${text}.*${arrives ? "đã sửa" : "chưa gửi"}`, "s"));
  }

  async turnPage(name = "Trang sau"): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  async openPart(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  async openRow(row: number): Promise<void> {
    await this.page.locator(`#row-${row}`).click();
  }

  async share(username: string): Promise<void> {
    await this.page.getByRole("button", { name: "Chia sẻ", exact: true }).click();
    const sheet = this.page.getByRole("dialog");
    await sheet.getByLabel("Tên đăng nhập").fill(username);
    await sheet.getByRole("button", { name: "Thêm" }).click();
    await expect(sheet.getByRole("button", { name: `Thôi chia sẻ với ${username}` })).toBeVisible();
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByText(`cùng xem: ${username}`)).toBeVisible();
  }

  async openCommit(): Promise<void> {
    await this.page.getByRole("button", { name: "Ghi vào danh mục…" }).click();
    await expect(this.page.getByRole("dialog")).toBeVisible();
  }

  async reason(text: string): Promise<void> {
    await this.page.locator("#commit-reason").fill(text);
  }

  async commit(name: string): Promise<void> {
    await this.page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0, { timeout: 60_000 });
  }

  async openUndo(): Promise<void> {
    await this.page.getByRole("button", { name: "Hoàn tác…" }).click();
    await expect(this.page.locator("#undo-reason")).toBeVisible();
  }

  async expectEdited(site: string, text: RegExp): Promise<void> {
    const edited = this.page.locator(`[data-site="${site}"]`);
    await expect(edited).toContainText(text);
    await expect(edited.getByLabel("Giữ như đang có")).toBeChecked();
  }

  async undo(reason: string): Promise<void> {
    await this.page.locator("#undo-reason").fill(reason);
    await this.page.getByRole("dialog").getByRole("button", { name: "Hoàn tác", exact: true }).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0, { timeout: 60_000 });
  }

  /** What the links of the page give: status and media type of each. */
  async files(): Promise<string[]> {
    const links = await this.page.locator("a[download]").evaluateAll((found) => [...new Set(found.map((link) => (link as HTMLAnchorElement).href))]);
    return Promise.all(
      links.map(async (href) => {
        const answer = await this.page.request.get(href);
        return `${answer.status()} ${(answer.headers()["content-type"] ?? "").replace(/;.*/, "")}`;
      }),
    );
  }

  /** The public sites of exactly this name. */
  async sitesNamed(name: string): Promise<NamedSite[]> {
    const answer = await this.page.request.get(`${this.home}api/collections/sites/items?limit=1000&q=${encodeURIComponent(name)}`);
    const { features } = (await answer.json()) as { features: NamedSite[] };
    return features.filter(({ properties }) => properties.name === name);
  }

  /** The walk as pictures, where somebody wants them. */
  async picture(name: string, wait = 1500): Promise<void> {
    const folder = process.env.AGRIATLAS_WALK_PICTURES;
    if (!folder) return;
    await this.page.waitForTimeout(wait);
    await this.page.screenshot({ path: `${folder}/import-${name}.png` });
  }
}
