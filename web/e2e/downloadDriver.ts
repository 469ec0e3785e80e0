// What the browser tests can do with the download panel and see of it.
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";

export class DownloadDriver {
  constructor(private readonly page: Page) {}

  private get panel(): Locator {
    return this.page.locator("dialog[open]");
  }

  private async openBy(scope: string): Promise<void> {
    await this.page.locator(scope).getByRole("button", { name: /^(Tải về|Download)$/ }).click();
    await this.panel.getByRole("link").first().waitFor();
  }

  /** Opens the panel from the list. */
  async open(): Promise<void> {
    await this.openBy(".tools");
  }

  async openFromMap(): Promise<void> {
    await this.openBy(".controls");
  }

  async expectSentence(pattern: RegExp): Promise<void> {
    await expect(this.panel.locator(".inside > p").first()).toHaveText(pattern);
  }

  /** The addresses of the files by the ending of their names. */
  async links(): Promise<Record<string, URL>> {
    const addresses = await this.panel.getByRole("link").evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    return Object.fromEntries(addresses.map((address) => [/export\.(\w+)/.exec(address)?.[1] ?? "", new URL(address)]));
  }

  async choose(label: string, name: RegExp): Promise<void> {
    const choice = this.panel.getByLabel(label);
    const option = choice.locator("option").filter({ hasText: name });
    await expect(option).toHaveCount(1);
    await choice.selectOption({ label: (await option.textContent()) ?? "" });
  }

  async fetch(address: URL): Promise<{ status: number; type: string; bytes: number }> {
    const answer = await this.page.request.get(address.href);
    return { status: answer.status(), type: (answer.headers()["content-type"] ?? "").replace(/;.*/, ""), bytes: (await answer.body()).length };
  }

  async showConnections(): Promise<void> {
    await this.panel.getByRole("button", { name: /^(Kết nối phần mềm|Connect programs)$/ }).click();
  }

  private entry(label: string): Locator {
    return this.panel.locator(".copy").filter({ has: this.page.getByText(label, { exact: true }) });
  }

  async copyByKeyboard(label: string): Promise<void> {
    await this.entry(label).getByRole("button").press("Enter");
  }

  async expectSaid(label: string, what: string | RegExp): Promise<void> {
    await expect(this.entry(label).getByRole("status")).toHaveText(what);
  }

  /** Saves one of the files and reads it. */
  async save(format: string): Promise<string> {
    if ((await this.panel.count()) === 0) await this.open();
    const waiting = this.page.waitForEvent("download");
    await this.panel.locator(`a[href*="export.${format}?"]`).click();
    return readFile(await (await waiting).path(), "utf8");
  }
}
