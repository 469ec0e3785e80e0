// Builds the app into dist/ with relative addresses, so that it works behind any path prefix.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const server = process.env.AGRIATLAS_SERVER ?? "http://127.0.0.1:8080";

/** What the program answers, in development and for a look at a finished build. */
const proxy = Object.fromEntries(["/api", "/sites", "/readyz", "/sign-in", "/sign-out", "/account"].map((path) => [path, server]));

export default defineConfig({
  base: "./",
  plugins: [svelte()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    // The map module is one deliberate, lazily loaded piece.
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0,
  },
  server: { proxy },
  preview: { proxy },
  test: { include: ["src/**/*.test.ts"] },
});
