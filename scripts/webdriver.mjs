// Prints what chromedriver is asked for: the same Chromium, as quiet, as in
// every other test (wasm-bindgen's test runner adds what headless needs).
import { browserOptions } from "./browser.mjs";

const { executablePath, args } = browserOptions();
const chrome = { binary: executablePath, args: args.map((argument) => argument.replace(/^--/, "")) };
console.log(JSON.stringify({ "goog:chromeOptions": chrome }, null, 2));
