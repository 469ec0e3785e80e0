// Takes the pictures of docs/screenshots from a running program: `npm run screenshots -- http://127.0.0.1:8080/`.
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";

const server = process.argv[2] ?? "http://127.0.0.1:8080/";
/** Who is signed in on the pictures of editing; without them these are left out. */
const { AGRIATLAS_USER: user, AGRIATLAS_PASSWORD: password } = process.env;
/** Only pictures whose name begins so. */
const only = process.argv[4] ?? "";
const folder = process.argv[3] ?? new URL("../../docs/screenshots/", import.meta.url).pathname;
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const HA_NOI = { longitude: 105.55, latitude: 21.0 };
/** Long enough for a software renderer to draw and to come to rest. */
const SETTLE_MS = 5000;

const openDownloads = (page) => page.getByRole("button", { name: "Tải về" }).filter({ visible: true }).first().click();

const pictures = [
  { name: "desktop-overview", ...DESKTOP, search: "" },
  { name: "desktop-old-district", ...DESKTOP, search: "?region=2024-277&site=c-00021" },
  { name: "desktop-suggestions", ...DESKTOP, search: "", act: (page) => page.locator("#search").fill("chuong my") },
  { name: "desktop-wide", viewport: { width: 1920, height: 1080 }, search: "?region=01" },
  { name: "desktop-english", ...DESKTOP, search: "?lang=en&sector=crop" },
  { name: "phone-list", ...PHONE, search: "" },
  { name: "phone-map", ...PHONE, search: "?show=map" },
  { name: "phone-map-card", ...PHONE, search: "?show=map&region=2024-277&site=c-00021" },
  {
    name: "phone-near-me",
    ...PHONE,
    search: "?sector=crop",
    act: async (page) => {
      await page.getByRole("button", { name: "Gần tôi" }).filter({ visible: true }).click();
      await page.getByRole("button", { name: "Dùng vị trí của tôi" }).click();
    },
  },
  { name: "phone-near-map", ...PHONE, search: "?show=map&near=105.55,21,position&sort=near" },
  { name: "phone-english", ...PHONE, search: "?lang=en" },
  { name: "desktop-statistics", ...DESKTOP, search: "?show=stats&layer=count" },
  { name: "desktop-coverage", ...DESKTOP, search: "?show=stats&layer=coverage&map=105.9,20.9,7" },
  { name: "desktop-communes", ...DESKTOP, search: "?layer=count&level=commune&region=01" },
  { name: "desktop-old-districts", ...DESKTOP, search: "?show=stats&layer=coverage&level=district&at=2025-06-30&region=2024-01" },
  { name: "desktop-old-provinces", ...DESKTOP, search: "?show=stats&layer=count&at=2025-06-30" },
  { name: "desktop-gaps", ...DESKTOP, search: "?show=stats&layer=gaps&level=commune&map=105.4,21.4,7.4" },
  { name: "desktop-gap-shares", ...DESKTOP, search: "?show=stats&layer=gaps&lang=en" },
  { name: "desktop-region", ...DESKTOP, search: "?show=stats&layer=coverage&unit=01" },
  { name: "desktop-download", ...DESKTOP, search: "?region=2024-26&sector=crop", act: openDownloads },
  {
    name: "phone-download",
    ...PHONE,
    search: "?sector=crop",
    act: async (page) => {
      await openDownloads(page);
      await page.getByRole("button", { name: "Kết nối phần mềm" }).click();
    },
  },
  { name: "phone-statistics", ...PHONE, search: "?show=stats" },
  { name: "phone-choropleth", ...PHONE, search: "?show=map&layer=count" },
  { name: "phone-region", ...PHONE, search: "?show=map&layer=count&unit=08" },
  {
    name: "phone-where",
    ...PHONE,
    search: "?show=map&map=105.6,20.95,11",
    act: (page) => page.locator(".canvas").click({ button: "right" }),
  },
  { name: "phone-edit", ...PHONE, search: "?site=m-00001&edit=m-00001", signedIn: true },
  {
    name: "phone-edit-place",
    ...PHONE,
    search: "?site=m-00001&edit=m-00001",
    signedIn: true,
    act: (page) => page.locator("#edit-place").evaluate((title) => title.scrollIntoView()),
  },
  { name: "phone-worklist", ...PHONE, search: "?show=work", signedIn: true },
  { name: "desktop-edit", ...DESKTOP, search: "?site=m-00003&edit=m-00003", signedIn: true },
  { name: "desktop-review", ...DESKTOP, search: "?show=work&proposal=1", signedIn: true },
];

async function signIn(page) {
  await page.goto(new URL("sign-in?next=/", server).href);
  await page.locator('input[name="username"]').fill(user);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('main button[type="submit"], form.stacked button').first().click();
  await page.waitForURL(new URL(".", server).href);
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.AGRIATLAS_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});
try {
  for (const { name, search, act, signedIn, ...context } of pictures.filter(({ name, signedIn }) => name.startsWith(only) && (user || !signedIn))) {
    const window = await browser.newContext({ locale: "vi-VN", permissions: ["geolocation"], geolocation: HA_NOI, ...context });
    const page = await window.newPage();
    if (signedIn) await signIn(page);
    await page.goto(new URL(search, server).href, { waitUntil: "networkidle" });
    await page.waitForTimeout(SETTLE_MS);
    if (act) {
      await act(page);
      await page.waitForTimeout(SETTLE_MS / 2);
    }
    await page.screenshot({ path: `${folder}/${name}.png` });
    await window.close();
    process.stdout.write(`${name}.png\n`);
  }
} finally {
  await browser.close();
}
