// Everything the browser tests can do with the page and see of it; tests speak only through this.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";
import { EditingDriver } from "./editingDriver";
import { ImportDriver } from "./importDriver";
import { SignOnDriver } from "./signOnDriver";
import { DownloadDriver } from "./downloadDriver";
import { RegionDriver, StatisticsDriver } from "./statisticsDriver";

export interface Place {
  id: string;
  name: string;
  at: [number, number];
}

export class AtlasDriver {
  /** Faults that a test causes on purpose, such as an answer 400. */
  readonly expectedFaults: RegExp[] = [];
  readonly stats: StatisticsDriver;
  readonly regions: RegionDriver;
  readonly downloads: DownloadDriver;
  readonly editing: EditingDriver;
  readonly signOn: SignOnDriver;
  readonly imports: ImportDriver;

  /** `home` is the address the app is served at; a request for anything outside of it is a fault. */
  constructor(
    private readonly page: Page,
    public home: string,
  ) {
    this.stats = new StatisticsDriver(page);
    this.regions = new RegionDriver(page);
    this.downloads = new DownloadDriver(page);
    this.editing = new EditingDriver(page, home);
    this.signOn = new SignOnDriver(page, home);
    this.imports = new ImportDriver(page, home);
  }

  /** Somebody else's window on the same server. */
  beside(page: Page): AtlasDriver {
    return new AtlasDriver(page, this.home);
  }

  /** The query of the address as it stands. */
  query(): string {
    return new URL(this.page.url()).search;
  }

  expectFaults(...patterns: RegExp[]): void {
    this.expectedFaults.push(...patterns);
  }

  /** Opens the app and waits until the list stands. */
  async open(search = ""): Promise<void> {
    await this.page.goto(`${this.home}${search}`);
    await this.page.locator('.scroll[aria-busy="false"], [role="alert"], .empty').first().waitFor({ state: "attached" });
  }

  /** Opens the app without waiting for a list, which needs JavaScript. */
  async openBare(): Promise<void> {
    await this.page.goto(this.home);
  }

  get isPhone(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 800;
  }

  private visible(selector: string): Locator {
    return this.page.locator(selector).filter({ visible: true });
  }

  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
  }

  // What the page says

  get address(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  async expectAddress(parameter: string, value: string | null): Promise<void> {
    await expect.poll(() => this.address.get(parameter)).toBe(value);
  }

  async expectCount(count: number): Promise<void> {
    await expect(this.page.locator("#results")).toHaveText(new RegExp(`^${count} (điểm|sites?)$`));
  }

  async count(): Promise<number> {
    const text = (await this.page.locator("#results").textContent()) ?? "";
    return Number(text.replace(/\D/g, ""));
  }

  async expectAnnounced(pattern: RegExp): Promise<void> {
    await expect(this.page.locator("[data-live]")).toHaveText(pattern);
  }

  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text).filter({ visible: true }).first()).toBeVisible();
  }

  async expectTitle(title: RegExp, lang: string): Promise<void> {
    await expect(this.page).toHaveTitle(title);
    await expect(this.page.locator("html")).toHaveAttribute("lang", lang);
  }

  async rowNames(): Promise<string[]> {
    return this.visible("li.row h3").allTextContents();
  }

  async expectCard(name: string): Promise<void> {
    await expect(this.page.locator("#card-title")).toHaveText(name);
  }

  async expectNoCard(): Promise<void> {
    await expect(this.page.locator("#card-title")).toHaveCount(0);
  }

  async expectNoText(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text)).toHaveCount(0);
  }

  async expectFocusOn(selector: string): Promise<void> {
    await expect(this.page.locator(selector)).toBeFocused();
  }

  async distances(): Promise<string[]> {
    return this.visible("li.row .distance").allTextContents();
  }

  /** Wide tables scroll in frames of their own, which must fit. */
  async expectNoSidewaysScroll(): Promise<void> {
    const { wide, window } = await this.page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
    expect(wide).toBeLessThanOrEqual(window);
    const beyond = await this.page.evaluate(() =>
      [...document.querySelectorAll("header *, .side *, .bottom-bar *, dialog *")]
        .filter((element) => !element.closest(".visually-hidden, .skip, [hidden], table"))
        .filter((element) => {
          const { right, width } = element.getBoundingClientRect();
          return width > 0 && right > innerWidth + 1;
        })
        .map((element) => `${element.tagName}.${element.className}`),
    );
    expect(beyond).toEqual([]);
  }

  async expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)).toEqual([]);
  }

  // What the user does

  async search(words: string): Promise<void> {
    await this.page.locator("#search").fill(words);
  }

  async pickSuggestion(name: string | RegExp): Promise<void> {
    await this.page.getByRole("option", { name }).first().click();
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Walks by Tab until an element has the focus. */
  async tabTo(selector: string, most = 60): Promise<void> {
    for (let i = 0; i < most; i++) {
      if (await this.page.locator(selector).first().evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab never reached ${selector}`);
  }

  async waitForOptions(): Promise<void> {
    await this.page.locator('[role="listbox"][aria-busy="false"] [role="option"]').first().waitFor();
  }

  async openFilters(): Promise<void> {
    if (this.isPhone) await this.filtersButton.click();
  }

  private get filtersButton(): Locator {
    return this.page.getByRole("button", { name: /^(Bộ lọc|Filters)/ });
  }

  /** Opens a sheet by keyboard and closes it again; the focus must be back on the button. */
  async expectSheetGivesFocusBack(name: string): Promise<void> {
    const button = this.page.getByRole("button", { name }).filter({ visible: true }).first();
    await button.press("Enter");
    await expect(this.page.locator("dialog[open]")).toBeVisible();
    await this.page.keyboard.press("Escape");
    await expect(this.page.locator("dialog")).toHaveCount(0);
    await expect(button).toBeFocused();
  }

  async closeFilters(): Promise<void> {
    if (!this.isPhone) return;
    await this.page.locator("dialog .foot button").click();
    await expect(this.page.locator("dialog")).toHaveCount(0);
  }

  async toggleSector(name: string): Promise<number> {
    await this.openFilters();
    const button = this.visible("fieldset button").filter({ hasText: name });
    await expect(button.locator(".count")).toHaveText(/\d/);
    const count = Number(await button.locator(".count").textContent());
    await button.click();
    await this.closeFilters();
    return count;
  }

  async toggleChoice(name: string): Promise<void> {
    await this.openFilters();
    await this.visible("label").filter({ hasText: name }).first().click();
    await this.closeFilters();
  }

  async openRow(index: number): Promise<string> {
    const row = this.visible("li.row h3 button").nth(index);
    const name = (await row.textContent()) ?? "";
    await row.click();
    return name;
  }

  async pressButton(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name }).filter({ visible: true }).first().click();
  }

  async followLink(name: string): Promise<void> {
    await this.page.getByRole("link", { name }).click();
  }

  async loadMore(): Promise<void> {
    const before = (await this.rowNames()).length;
    await this.visible(".foot button").click();
    await expect.poll(async () => (await this.rowNames()).length).toBeGreaterThan(before);
  }

  async back(): Promise<void> {
    await this.page.goBack();
  }

  // The map

  async showMap(): Promise<void> {
    if (this.isPhone) await this.page.getByRole("button", { name: /^(Bản đồ|Map)$/ }).click();
    await this.page.locator('[data-ready="true"]').waitFor();
  }

  async expectNoMapCanvas(): Promise<void> {
    await expect(this.page.locator("canvas")).toHaveCount(0);
  }

  /** Clicks so many pixels from the middle of the map. */
  async clickMap(dx = 0, dy = 0): Promise<void> {
    const box = await this.page.locator(".canvas").boundingBox();
    if (!box) throw new Error("the map is not on the page");
    await this.page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
  }

  /** Clicks a place of the map again until a card of this name is open. */
  async clickMapUntilCard(name: string, dx: number, dy: number): Promise<void> {
    await expect(async () => {
      await this.clickMap(dx, dy);
      await expect(this.page.locator("#card-title")).toHaveText(name, { timeout: 1500 });
    }).toPass({ timeout: 30_000 });
  }

  /** The sites of the spot with most of them, in the order in which its ring is drawn: by kind, then by number. */
  async fullestSpot(): Promise<Place[]> {
    const answer = await this.page.request.get("./api/collections/sites/items?limit=10000&properties=name");
    const { features } = (await answer.json()) as {
      features: { id: string; geometry: { coordinates: [number, number] } | null; properties: { name: string } }[];
    };
    const spots = new Map<string, Place[]>();
    for (const { id, geometry, properties } of features) {
      if (!geometry) continue;
      const key = geometry.coordinates.join();
      spots.set(key, [...(spots.get(key) ?? []), { id, name: properties.name, at: geometry.coordinates }]);
    }
    const fullest = [...spots.values()].sort((a, b) => b.length - a.length)[0] ?? [];
    const order = ({ id }: Place) => `${"mce".indexOf(id.charAt(0))}${id}`;
    return fullest.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  async openSamePlace(name: string): Promise<void> {
    await this.page.locator("article.card").getByRole("button", { name }).click();
  }

  // Conditions of the world

  /** Counts from now on the requests whose address matches. */
  countRequests(pattern: RegExp): () => number {
    let count = 0;
    this.page.on("request", (request) => (count += pattern.test(request.url()) ? 1 : 0));
    return () => count;
  }

  /** Waits until the page asks for nothing more. */
  async idle(): Promise<void> {
    await this.page.waitForLoadState("networkidle");
  }

  async withoutWebGl(): Promise<void> {
    await this.page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.startsWith("webgl") ? null : (original as (...all: unknown[]) => unknown).call(this, kind, ...rest);
      } as typeof original;
    });
  }

  async allowClipboard(): Promise<void> {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** As on a page without HTTPS in a browser that lets no script copy. */
  async withoutClipboard(): Promise<void> {
    await this.page.addInitScript(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      document.execCommand = () => false;
    });
  }

  async selectedText(): Promise<string> {
    return this.page.evaluate(() => getSelection()?.toString() ?? "");
  }

  async standAt(longitude: number, latitude: number): Promise<void> {
    await this.page.context().grantPermissions(["geolocation"]);
    await this.page.context().setGeolocation({ longitude, latitude });
  }

  /** Tiles of sites get no answer until the returned function is called. */
  async withoutTiles(): Promise<() => Promise<void>> {
    const tiles = /collections\/sites\/tiles\//;
    await this.page.route(tiles, (route) => route.abort());
    return () => this.page.unroute(tiles);
  }

  async cutNetwork(cut: boolean): Promise<void> {
    await this.page.context().setOffline(cut);
  }
}
