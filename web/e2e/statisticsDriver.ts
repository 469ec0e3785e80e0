// What the browser tests can do with the statistics, the regions of the map, and paper.
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";

export class StatisticsDriver {
  constructor(private readonly page: Page) {}

  private get table(): Locator {
    return this.page.locator(".stats table");
  }

  private rowOf(name: string): Locator {
    return this.table.locator("tbody tr").filter({ has: this.page.getByRole("button", { name, exact: true }) });
  }

  async expectFacts(pattern: RegExp): Promise<void> {
    await expect(this.page.locator(".stats .facts")).toHaveText(pattern);
  }

  async expectTotal(total: number): Promise<void> {
    await expect(this.table.locator("tfoot td").first()).toHaveText(String(total));
  }

  async expectRows(count: number): Promise<void> {
    await expect(this.table.locator("tbody tr")).toHaveCount(count);
  }

  /** The texts of the cells of a row. */
  async row(name: string): Promise<string[]> {
    return (await this.rowOf(name).locator("th, td").allInnerTexts()).map((text) => text.trim());
  }

  async names(): Promise<string[]> {
    return this.table.locator("tbody th").allInnerTexts();
  }

  private header(label: string): Locator {
    return this.table.getByRole("columnheader", { name: label, exact: true });
  }

  async column(label: string): Promise<string[]> {
    const labels = await this.table.locator("thead th").allInnerTexts();
    const index = labels.findIndex((text) => text.trim() === label);
    return this.table.locator(`tbody tr > :nth-child(${index + 1})`).allInnerTexts();
  }

  async sortBy(label: string): Promise<void> {
    await this.header(label).getByRole("button").click();
  }

  async expectSorted(label: string, direction: "ascending" | "descending"): Promise<void> {
    await expect(this.header(label)).toHaveAttribute("aria-sort", direction);
    await expect(this.table.locator("thead [aria-sort]")).toHaveCount(1);
  }

  async showZeros(): Promise<void> {
    await this.page.locator(".zeros input").check();
  }

  async choose(label: string, value: string): Promise<void> {
    await this.page.locator(".stats").getByLabel(label).selectOption(value);
  }

  async openRow(name: string): Promise<void> {
    await this.rowOf(name).getByRole("button").click();
  }

  async download(name: string): Promise<{ name: string; bytes: Buffer; address: URL }> {
    const waiting = this.page.waitForEvent("download");
    await this.page.getByRole("link", { name }).click();
    const saved = await waiting;
    return { name: saved.suggestedFilename(), bytes: await readFile(await saved.path()), address: new URL(saved.url()) };
  }
}

export class RegionDriver {
  constructor(private readonly page: Page) {}

  /** Where a place stands on the screen, by the view in the address of the page. */
  private async spot(lon: number, lat: number): Promise<{ x: number; y: number }> {
    const [lon0 = 0, lat0 = 0, zoom = 0] = (new URL(this.page.url()).searchParams.get("map") ?? "").split(",").map(Number);
    const box = await this.page.locator(".canvas").boundingBox();
    if (!box) throw new Error("the map is not on the page");
    const world = 512 * 2 ** zoom;
    const northing = (degrees: number) => (Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI)) * world;
    return {
      x: box.x + box.width / 2 + ((lon - lon0) / 360) * world,
      y: box.y + box.height / 2 - (northing(lat) - northing(lat0)),
    };
  }

  /** Points at a place of the map until the tip says what is expected. */
  async expectAt(lon: number, lat: number, tip: RegExp): Promise<void> {
    await expect(async () => {
      const { x, y } = await this.spot(lon, lat);
      await this.page.mouse.move(x + 2, y);
      await this.page.mouse.move(x, y);
      await expect(this.page.locator(".map-tip")).toHaveText(tip, { timeout: 1000 });
    }).toPass({ timeout: 30_000 });
  }

  async click(lon: number, lat: number): Promise<void> {
    const { x, y } = await this.spot(lon, lat);
    await this.page.mouse.click(x, y);
  }

  async askAt(lon: number, lat: number): Promise<void> {
    const { x, y } = await this.spot(lon, lat);
    await this.page.mouse.click(x, y, { button: "right" });
  }

  async expectLegend(pattern: RegExp): Promise<void> {
    await expect(this.page.locator(".layer-legend")).toHaveText(pattern, { timeout: 20_000 });
  }

  async openLayers(): Promise<void> {
    const panel = this.page.locator(".layer-picker");
    if ((await panel.getAttribute("open")) === null) await panel.locator("summary").click();
  }

  async choose(name: string): Promise<void> {
    await this.openLayers();
    await this.page.locator(".layer-picker").getByRole("button", { name, exact: true }).click();
    await this.page.locator(".layer-picker summary").click();
  }

  async expectOpen(name: string): Promise<void> {
    await expect(this.page.locator("#unit-title")).toHaveText(name);
    await expect(this.page.locator("article.card dl").first()).toBeVisible();
  }

  /** The rows of a table in the panel of a region. */
  async table(index: number): Promise<string[]> {
    return this.page.locator("article.card table").nth(index).locator("tbody tr").allInnerTexts();
  }

  /** The page as it goes onto paper: its words, and how many colours the picture of the map has. */
  async printed(): Promise<{ text: string; colours: number }> {
    await this.page.emulateMedia({ media: "print" });
    const canvas = this.page.locator(".map-pane figure canvas");
    await expect(canvas).toBeVisible();
    const colours = await canvas.evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const data = (element as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4 * 97) seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
      return seen.size;
    });
    const text = await this.page.locator("body").innerText();
    return { text, colours };
  }
}
