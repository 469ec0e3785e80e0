// The test of the browser tests: a driver, and a watch that fails on any foreign request or console error.
import { test as base } from "@playwright/test";
import { AtlasDriver } from "./driver";

interface Fixtures {
  atlas: AtlasDriver;
}

/** Remarks of the software renderer, which say nothing about the page. */
const RENDERER = /GPU stall|GL Driver Message|swiftshader/i;

export const test = base.extend<Fixtures>({
  atlas: async ({ page, context, baseURL }, use) => {
    const faults: string[] = [];
    const driver = new AtlasDriver(page, baseURL ?? "");
    context.on("request", (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && !url.startsWith(driver.home)) faults.push(`foreign request: ${url}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error" && !RENDERER.test(message.text())) faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
    await use(driver);
    const unexpected = faults.filter((fault) => !driver.expectedFaults.some((pattern) => pattern.test(fault)));
    test.expect(unexpected).toEqual([]);
  },
});

export const { expect } = test;
