// Browser tests against the real program, on a phone and on a desktop.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { EDITING_HOME, ISSUER, PROGRAM_SETTINGS, PROVIDER_SETTINGS, listen } from "./e2e/signOn";

const LISTEN = listen(0);
/** Editing changes what is counted elsewhere, so it has a server and a database of its own. */
const EDITING = listen(1);
const OF_EDITING = ["editing.spec.ts", "imports.spec.ts", "oidc.spec.ts"];
/** A server that already runs; without it one is started on a fresh database. */
const running = process.env.AGRIATLAS_E2E_URL;
const binary = process.env.AGRIATLAS_BINARY ?? "../target/debug/agriatlas";
const isWorker = process.env.TEST_WORKER_INDEX !== undefined;
const folder = running || isWorker ? "" : mkdtempSync(join(tmpdir(), "agriatlas-e2e-"));
if (folder) process.env.AGRIATLAS_E2E_DATABASE_URL = `sqlite://${folder}/editing.db`;
const server = (address: string, database: string, settings = {}) => ({
  command: `${binary} serve`,
  url: `http://${address}/readyz`,
  timeout: 60_000,
  stdout: "ignore" as const,
  stderr: "ignore" as const,
  env: { AGRIATLAS_DATABASE_URL: database, AGRIATLAS_LISTEN: address, ...settings },
});

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/accounts.ts",
  // Generous, for machines that draw the map slowly: nothing here measures time.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Two at a time: the drawing of the map by software is what takes long.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: running ?? `http://${LISTEN}/`,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    acceptDownloads: true,
    launchOptions: {
      executablePath: process.env.AGRIATLAS_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
      ],
    },
  },
  projects: [
    {
      name: "editing",
      testMatch: "editing.spec.ts",
      fullyParallel: false,
      use: { baseURL: running ?? EDITING_HOME, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    {
      // The proposals of a whole file would stand between those of editing.
      name: "imports",
      testMatch: "imports.spec.ts",
      dependencies: ["editing"],
      fullyParallel: false,
      use: { baseURL: running ?? EDITING_HOME, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    { name: "oidc", testMatch: "oidc.spec.ts", use: { baseURL: running ?? EDITING_HOME, viewport: { width: 1440, height: 900 } } },
    { name: "phone", testIgnore: OF_EDITING, use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
    { name: "desktop", testIgnore: OF_EDITING, use: { viewport: { width: 1440, height: 900 } } },
  ],
  ...(running
    ? {}
    : {
        webServer: [
          server(LISTEN, `sqlite://${folder}/e2e.db`),
          server(EDITING, `sqlite://${folder}/editing.db`, PROGRAM_SETTINGS),
          {
            command: "node e2e/identityProvider.mjs",
            url: `${ISSUER}/.well-known/openid-configuration`,
            timeout: 60_000,
            stdout: "ignore",
            stderr: "ignore",
            env: PROVIDER_SETTINGS,
          },
        ],
      }),
});
