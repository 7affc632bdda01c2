// A device: a browser profile on disk, which outlives the browser that uses it.
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, expect, test as base } from "@playwright/test";
import { browserOptions } from "../../scripts/browser.mjs";
import { serve } from "../../scripts/serve.mjs";
import { Elsewhere } from "./elsewhere.mjs";

const PHONE = { width: 390, height: 844 };

/** Everything that a spec starts ends with its test, whatever became of it. */
export const test = base.extend({
  /** Whom the browsers of this test ask besides the sites that it serves; and every test ends with nobody. */
  elsewhere: [
    async ({}, use) => {
      const elsewhere = new Elsewhere();
      await use(elsewhere);
      expect(elsewhere.told, "asked of others, or refused by the content policy").toEqual([]);
    },
    { auto: true },
  ],

  /** Playwright's own browser, for whatever needs no profile. */
  context: async ({ context, elsewhere }, use) => {
    elsewhere.watch(context);
    await use(context);
  },

  /** Serves a built app on a free port: `await served({ folder, base })`. */
  served: async ({ elsewhere }, use) => {
    const servers = [];
    await use(async (how) => {
      const server = await serve({ port: 0, ...how });
      elsewhere.isServed(server);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },

  /** Makes a device: `const device = await newDevice()`, then `device.open()`. */
  newDevice: async ({ elsewhere }, use) => {
    const devices = [];
    await use(() => {
      const device = new Device(elsewhere);
      devices.push(device);
      return device;
    });
    for (const device of devices) await device.throwAway();
  },

  /** A folder of this test's own. */
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "accord-e2e-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

/** Waits until everything is stored that the app needs to start without a network. */
export const storedOffline = (page) => expect(page.locator("html")).toHaveAttribute("data-offline", "ready");

/** Gives the device of that page a lock of its own (a fingerprint, a face), before the page is loaded. With
 * `prf: false` it knows its owner and lets nothing out. */
export async function ownLock(page, { prf = true } = {}) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: prf,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether it knows who touches it. Once it did not, it has locked itself, as a phone does: it knows nobody then. */
    knows: (isUserVerified) => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    /** The keys that it keeps. */
    keys: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    /** As when the device is set back: it forgets every key. */
    forgetAll: () => devtools.send("WebAuthn.clearCredentials", { authenticatorId }),
  };
}

class Device {
  profile = mkdtempSync(join(tmpdir(), "accord-device-"));
  #context = null;
  #process = null;
  #elsewhere;

  constructor(elsewhere) {
    this.#elsewhere = elsewhere;
  }

  /** Starts the browser with this profile; gives its first page. */
  async open({ at } = {}) {
    this.#context = await chromium.launchPersistentContext(this.profile, {
      ...browserOptions(),
      viewport: PHONE,
      hasTouch: true,
      locale: "en-GB",
      timezoneId: "Europe/London",
      acceptDownloads: true,
      // What an installed app tells the system goes with the profile.
      env: { ...process.env, XDG_DATA_HOME: this.profile },
    });
    this.#elsewhere.watch(this.#context);
    if (at) await this.setClock(at);
    return this.#context.pages()[0];
  }

  /** Every page of this device believes that it is then. */
  async setClock(at) {
    await this.#context.clock.setFixedTime(new Date(at));
  }

  newPage() {
    return this.#context.newPage();
  }

  /** Installs the app, as a person does from the browser's menu: from then on the system opens files with it. */
  async install(site) {
    const devtools = await this.#context.browser().newBrowserCDPSession();
    const manifestId = site.url;
    await devtools.send("PWA.install", { manifestId, installUrlOrBundleUrl: site.url });
    return {
      /** Opens a file with it, as the list of files does; gives its page. */
      open: async (file) => {
        const page = this.#context.waitForEvent("page");
        await devtools.send("PWA.launchFilesInApp", { manifestId, files: [file] });
        return page;
      },
      remove: () => devtools.send("PWA.uninstall", { manifestId }),
    };
  }

  /** Ends the browser as a person does. */
  async close() {
    await this.#context?.close();
    this.#context = null;
  }

  /** Starts the browser anew on a device that has no room left for that site; gives its page and the way to
   * make room. Chromium goes on for seconds by what it last knew to be free: only a new one asks. */
  async openWithoutRoom(site) {
    await this.close();
    const page = await this.open();
    const devtools = await page.context().newCDPSession(page);
    const { origin } = new URL(site.url);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    return { page, makeRoom: () => devtools.send("Storage.overrideQuotaForOrigin", { origin }) };
  }

  /** Starts the browser so that it can be killed: nothing of Playwright's stands between. */
  async openToBeKilled() {
    const { executablePath, args } = browserOptions();
    const port = join(this.profile, "DevToolsActivePort");
    rmSync(port, { force: true });
    this.#process = spawn(
      executablePath,
      [...args, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${this.profile}`, "about:blank"],
      { detached: true, stdio: "ignore" },
    );
    const address = await firstLine(port, this.#process);
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${address}`);
    const [context] = browser.contexts();
    this.#elsewhere.watch(context);
    const [page] = context.pages();
    await page.setViewportSize(PHONE);
    return page;
  }

  /** As when the battery is pulled: no process of the browser gets to do anything more. */
  async kill() {
    const ended = once(this.#process, "exit");
    process.kill(-this.#process.pid, "SIGKILL");
    await ended;
    this.#process = null;
  }

  /** As when the battery is pulled in the middle of a write: the log of the storage ends in half a record. */
  tearTheLog() {
    const storage = join(this.profile, "Default", "IndexedDB");
    for (const origin of readdirSync(storage)) {
      const log = readdirSync(join(storage, origin)).filter((name) => name.endsWith(".log")).sort().at(-1);
      // A checksum, a length of 4,096 bytes, "the whole of it", and the first of these bytes.
      appendFileSync(join(storage, origin, log), Buffer.from([1, 2, 3, 4, 0x00, 0x10, 1, 5, 6, 7]));
    }
  }

  async throwAway() {
    await this.close().catch(() => {});
    if (this.#process) await this.kill();
    // A child process of a killed browser may still be writing its last file.
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** The first line of a file that a process is about to write. */
async function firstLine(file, writer) {
  for (;;) {
    try {
      const [line, rest] = readFileSync(file, "utf8").split("\n");
      if (rest !== undefined) return line;
    } catch {
      // Not written yet.
    }
    if (writer.exitCode !== null) throw new Error(`Chromium ended with ${writer.exitCode} before it could be used.`);
    await pause(20);
  }
}

export { expect };
