// A module for a page, made as the app's is, but with the ready-made standard library; and a page of headless Chromium
// that runs it.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { chromium } from "@playwright/test";
import { APP_FLAGS } from "../../scripts/app-flags.mjs";
import { browserOptions } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";

export const run = (program, given, more = {}) =>
  execFileSync(program, given, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28, ...more });

// The flags of scripts/build-app.sh, the profile of Cargo.toml, index.html's wasm-opt.
export function moduleOf(binary, name, folder) {
  const build = ["build", "--locked", "--profile", "web", "--target", "wasm32-unknown-unknown"];
  const said = run("cargo", [...build, "--features", "web", "--bin", binary, "--message-format=json"], {
    env: { ...process.env, RUSTFLAGS: APP_FLAGS },
  });
  const made = said.split("\n").filter(Boolean).map(JSON.parse);
  const { executable } = made.find((one) => one.executable && one.target.name === binary);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(executable, `${folder}/module.wasm`);
  run("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-name", name, "--out-dir", folder, `${folder}/module.wasm`]);
  run("wasm-opt", ["-Oz", "-o", `${folder}/${name}_bg.wasm`, `${folder}/${name}_bg.wasm`]);
}

// What `measured` of the folder's page.mjs says.
export async function inPage(folder, given) {
  // The server knows the app's kinds of files, and a module may be any kind of script.
  const server = await serve({ folder });
  const browser = await chromium.launch(browserOptions());
  try {
    const tab = await browser.newPage();
    await tab.goto(server.url);
    return await tab.evaluate(async (given) => (await import("./page.mjs")).measured(...given), given);
  } finally {
    await browser.close();
    await server.close();
  }
}
