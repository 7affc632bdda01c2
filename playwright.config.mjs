// End-to-end runs in the Chromium of this machine, against the built app.
import { defineConfig } from "@playwright/test";
import { browserOptions } from "./scripts/browser.mjs";

export default defineConfig({
  testDir: "tests/e2e",
  // `make pictures` takes pictures instead.
  testMatch: process.env.ACCORD_PICTURES ? "pictures.mjs" : "*.spec.mjs",
  outputDir: "target/e2e",
  forbidOnly: true,
  // A test that passes at the second try has found something.
  retries: 0,
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: browserOptions(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: "en-GB",
    timezoneId: "Europe/London",
    trace: "retain-on-failure",
  },
});
