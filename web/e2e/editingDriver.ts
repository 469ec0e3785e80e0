// What signed-in people do with the page, and what they see of it.
import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "./accounts";

export class EditingDriver {
  constructor(
    private readonly page: Page,
    private readonly home: string,
  ) {}

  private visible(selector: string) {
    return this.page.locator(selector).filter({ visible: true });
  }

  /** Signs in by the plain page, as everybody does, and comes back to where one was. */
  async signIn(username: string, from = ""): Promise<void> {
    await this.page.goto(`${this.home}${from}`);
    await this.page.getByRole("link", { name: /^(Đăng nhập|Sign in)$/ }).filter({ visible: true }).first().click();
    await this.fillSignIn(this.page, username);
    await expect(this.menuButton).toBeVisible({ timeout: 30_000 });
  }

  async fillSignIn(page: Page, username: string): Promise<void> {
    await page.locator('input[name="username"]').fill(username);
    await page.locator('input[name="password"]').fill(PASSWORD);
    await page.getByRole("button", { name: /Đăng nhập|Sign in/ }).click();
  }

  get menuButton() {
    return this.page.getByRole("button", { name: /^(Tài khoản|Account): / });
  }

  async openMenu(): Promise<void> {
    await this.menuButton.click();
    await expect(this.page.locator("#account-menu")).toBeVisible();
  }

  async signOut(): Promise<void> {
    await this.openMenu();
    await this.page.locator("#account-menu").getByRole("button", { name: /^(Đăng xuất|Sign out)$/ }).click();
    await expect(this.page.getByRole("link", { name: /^(Đăng nhập|Sign in)$/ })).toBeVisible();
  }

  async openWorklist(): Promise<void> {
    await this.openMenu();
    await this.page.locator("#account-menu").getByRole("button", { name: /^(Việc cần làm|Worklist)/ }).click();
    await expect(this.page.locator("#work-title")).toBeVisible();
  }

  /** Ends the session on the server, as time does, without the page being told. */
  async endSession(): Promise<void> {
    await this.page.context().clearCookies();
  }

  // The form

  async expectForm(title: string | RegExp): Promise<void> {
    await expect(this.page.locator("#edit-title")).toHaveText(title);
    await expect(this.page.locator("#edit-name")).toBeVisible();
  }

  async expectNoForm(): Promise<void> {
    await expect(this.page.locator("#edit-title")).toHaveCount(0);
  }

  async fill(field: string, text: string): Promise<void> {
    await this.page.locator(`#edit-${field}`).fill(text);
  }

  async expectValue(field: string, value: string | RegExp): Promise<void> {
    await expect(this.page.locator(`#edit-${field}`)).toHaveValue(value);
  }

  async expectNote(field: string, text: string | RegExp): Promise<void> {
    await expect(this.page.locator(`[data-field="${field}"] .notes`)).toContainText(text);
  }

  async choose(field: string, value: string): Promise<void> {
    await this.page.locator(`#edit-${field}`).selectOption(value);
  }

  async typeDegrees(latitude: string, longitude: string): Promise<void> {
    await this.fill("latitude", latitude);
    await this.fill("longitude", longitude);
    await this.page.getByRole("button", { name: "Dùng vị trí này" }).click();
  }

  async typeVn2000(north: string, east: string, meridian: string): Promise<void> {
    await this.page.getByRole("button", { name: "VN-2000" }).click();
    await this.fill("north", north);
    await this.fill("east", east);
    await this.choose("meridian", meridian);
    await this.page.getByRole("button", { name: "Dùng vị trí này" }).click();
  }

  async expectPoint(text: string | RegExp): Promise<void> {
    await expect(this.page.locator('[data-field="geometry"]').getByText(text).first()).toBeVisible();
  }

  async tickTechnology(label: string): Promise<void> {
    const field = this.page.locator('[data-field="technologies"]');
    await field.locator("summary").click();
    await field.locator('input[type="search"]').fill(label.toLowerCase());
    await field.getByLabel(label, { exact: true }).check();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name }).filter({ visible: true }).first().click();
  }

  async expectButton(name: string, count: number): Promise<void> {
    await expect(this.visible("button").filter({ hasText: new RegExp(`^${name}$`) })).toHaveCount(count);
  }

  /** Decides a field that both changed. */
  async pick(field: string, whose: "mine" | "theirs"): Promise<void> {
    await this.page.locator(`input[name="meet-${field}"][value="${whose}"]`).check();
  }

  async point(): Promise<string> {
    return (await this.page.locator('[data-field="geometry"] strong').first().textContent()) ?? "";
  }

  async dragMark(dx: number, dy: number): Promise<void> {
    const box = await this.page.locator("[data-sketch]").boundingBox();
    if (!box) throw new Error("the mark is not on the map");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
    await this.page.mouse.move(x + dx, y + dy, { steps: 4 });
    await this.page.mouse.up();
  }

  async comment(text: string): Promise<void> {
    await this.page.locator("#proposal-comment").fill(text);
  }

  /** What the page asks in a window of the browser from now on is answered so. */
  answerQuestions(yes: boolean): void {
    this.page.on("dialog", (dialog) => void (yes ? dialog.accept() : dialog.dismiss()));
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  /** Waits until what was typed is kept in this browser. */
  async kept(): Promise<void> {
    await expect(this.page.getByText(/Đã giữ trên máy này/)).toBeVisible();
  }

  /** Somebody signs in in another tab and comes back. */
  async signInElsewhere(username: string): Promise<void> {
    const [tab] = await Promise.all([this.page.context().waitForEvent("page"), this.page.getByRole("link", { name: "Đăng nhập trong thẻ mới" }).click()]);
    await this.fillSignIn(tab, username);
    await tab.locator("#results").waitFor();
    await tab.close();
    await this.page.bringToFront();
    await this.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  }

  // Proposals

  async expectProposal(name: string, state: string): Promise<void> {
    await expect(this.page.locator("#proposal-title")).toHaveText(name);
    await expect(this.page.locator("article.card").getByText(state, { exact: true }).first()).toBeVisible();
  }

  async openProposal(name: string): Promise<void> {
    await this.page.locator(".work").getByRole("button", { name, exact: true }).click();
    await expect(this.page.locator("#proposal-title")).toHaveText(name);
  }

  async expectChange(field: string, before: string | RegExp, after: string | RegExp): Promise<void> {
    const change = this.page.locator(`.changes [data-field="${field}"]`);
    await expect(change.locator(".old dd")).toHaveText(before);
    await expect(change.locator(".new dd")).toHaveText(after);
  }

  async untick(field: string): Promise<void> {
    await this.page.locator(`.changes [data-field="${field}"] input`).uncheck();
  }

  async expectSketch(): Promise<void> {
    await expect(this.page.locator("[data-sketch]")).toBeVisible();
  }

  async openHistory(): Promise<void> {
    await this.page.getByRole("button", { name: "Lịch sử" }).click();
    await expect(this.page.locator(".history li").first()).toBeVisible();
  }

  async expectHistory(text: string | RegExp): Promise<void> {
    await expect(this.page.locator(".history")).toContainText(text);
  }

  /** What the public answers say of a site. */
  async publicSite(id: string, at = ""): Promise<{ geometry: { coordinates: number[] }; properties: Record<string, unknown> }> {
    return (await (await this.page.request.get(`${this.home}api/collections/sites/items/${id}${at && `?at=${at}`}`)).json()) as never;
  }

  /** The plain page of a site, as of an instant. */
  async openSitePage(id: string, at: string): Promise<void> {
    await this.page.goto(`${this.home}sites/${id}?at=${at}`);
  }

  /** The walk through editing as pictures, where somebody wants them. */
  async picture(name: string): Promise<void> {
    const folder = process.env.AGRIATLAS_WALK_PICTURES;
    if (!folder) return;
    await this.page.waitForTimeout(4000);
    await this.page.screenshot({ path: `${folder}/walk-${name}.png` });
  }
}
