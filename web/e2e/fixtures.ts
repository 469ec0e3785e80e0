// The test of the browser tests: a driver, and a watch that fails on any foreign request or console error.
import { test as base } from "@playwright/test";
import { AtlasDriver } from "./driver";

interface Fixtures {
  atlas: AtlasDriver;
}

/** Remarks of the software renderer, which say nothing about the page. */
const RENDERER = /GPU stall|GL Driver Message|swiftshader/i;

export const test = base.extend<Fixtures>({
  atlas: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    const origin = new URL(baseURL ?? "").origin;
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) faults.push(`foreign request: ${request.url()}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error" && !RENDERER.test(message.text())) faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
    const driver = new AtlasDriver(page);
    await use(driver);
    const unexpected = faults.filter((fault) => !driver.expectedFaults.some((pattern) => pattern.test(fault)));
    test.expect(unexpected).toEqual([]);
  },
});

export const { expect } = test;
