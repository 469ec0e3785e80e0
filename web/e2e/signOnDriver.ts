// What people do at the identity provider, and what they see when they come back.
import { expect, type Page } from "@playwright/test";
import { ISSUER, LABEL } from "./signOn";

/** What a page of the provider loads and says is not ours. */
export const OF_THE_PROVIDER = [new RegExp(`^foreign request: (${ISSUER}/|https://fonts\\.)`), /console: Failed to load resource: net::ERR/];
/** Slow machines take their time for a round by two servers. */
const ROUND = { timeout: 30_000 };

export class SignOnDriver {
  constructor(
    private readonly page: Page,
    private readonly home: string,
  ) {}

  /** Goes from the app by the page for signing in to the provider. */
  async setOut(from = ""): Promise<void> {
    // Nothing is fetched from the network, as there may be none.
    await this.page.route(/^https:/, (route) => route.abort());
    await this.page.goto(`${this.home}${from}`);
    await this.page.getByRole("link", { name: "Đăng nhập", exact: true }).filter({ visible: true }).first().click();
    await this.page.getByRole("link", { name: LABEL }).click();
    await this.page.waitForURL(`${ISSUER}/**`, ROUND);
  }

  /** Signs in there and says yes to what is asked; gives the address by which one comes back. */
  async prove(name: string): Promise<string> {
    const back = this.page.waitForRequest((request) => request.url().startsWith(`${this.home}account/oidc/callback`), ROUND);
    await this.page.locator('input[name="login"]').fill(name);
    await this.page.locator('input[name="password"]').fill("bat ky");
    await this.page.getByRole("button", { name: "Sign-in" }).click();
    await this.page.getByRole("button", { name: "Continue" }).click(ROUND);
    const request = await back;
    await this.page.waitForURL(`${this.home}**`, ROUND);
    return request.url();
  }

  async cancel(): Promise<void> {
    await this.page.getByRole("link", { name: /Cancel/ }).click();
    await this.page.waitForURL(`${this.home}**`, ROUND);
  }

  /** Comes back to an address that somebody else may have written. */
  async comeBackTo(address: string): Promise<number> {
    return (await this.page.goto(address))?.status() ?? 0;
  }

  async expectRefusal(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("alert")).toContainText(text, ROUND);
    await expect(this.page.locator('input[name="password"]')).toBeVisible();
    expect(await this.who()).toBeNull();
  }

  /** Who the server sees, and what they may do. */
  async who(): Promise<{ username: string; actions: string[] } | null> {
    return this.page.evaluate(async () => (await (await fetch("/api/session")).json()).account);
  }

  async expectAccountPage(...texts: string[]): Promise<void> {
    await this.page.goto(`${this.home}account`);
    for (const text of texts) await expect(this.page.locator("main")).toContainText(text);
  }

  async expectNoPasswordForm(): Promise<void> {
    await expect(this.page.locator('input[name="current_password"]')).toHaveCount(0);
  }

  async signInByPassword(username: string, password: string): Promise<void> {
    await this.page.goto(`${this.home}sign-in`);
    await this.page.locator('input[name="username"]').fill(username);
    await this.page.locator('input[name="password"]').fill(password);
    await this.page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await this.page.waitForURL(`${this.home}account`, ROUND);
  }
}
