// Registers the service worker, and is what the screens hear of the browser around them.
//
// To the screens, as an attribute of <html> and an event on window that says that it has changed:
//   accord-offline   data-offline="ready"        the app starts without a network
//                    data-offline="unavailable"  it cannot here (private mode, no HTTPS)
//   accord-update    data-update="ready"         a new version is stored and waits
//                    data-update="blocked"       other tabs are open
//   accord-kept      data-kept="yes" or "no"     whether the browser may clear the storage by itself; "refused"
//                                                where it was asked not to and did not promise it
//   accord-room      data-room="1200"            about how many megabytes may still be stored
//   accord-install   data-install="ready"        it can be installed by a tap
//                    data-install="by-hand"      it can be installed from the share sheet (iOS)
//                    data-install="done"         it is installed and runs so
//   accord-prf       data-prf="ready"            the device's own lock may open a casebook: window.accordLock
//   accord-file      data-file="ready"           files were shared with the app, opened with it or dropped on
//                                                it: window.accordFiles, until the screens take them
// From the screens:
//   accord-knocked       the storage was asked whether a casebook is there, and nothing was written yet
//   accord-use-update    use the new version: this page reloads once
//   accord-keep          ask the browser to keep the storage
//   accord-install-now   ask to install
//   accord-wipe          remove what this browser keeps of the casebook of data-casebook, and where it is the only
//                        one, of Accord, but for the app itself, and begin anew; accord-not-wiped says that the
//                        browser did not
//   accord-due           data-due says how many things are due: the badge on the icon

const root = document.documentElement;
const build = document.querySelector('meta[name="accord-build"]')?.content;
let waiting = null;
let asked = false;

function tell(subject, news) {
  root.dataset[subject] = news;
  window.dispatchEvent(new Event(`accord-${subject}`));
}

function offerUpdate(worker) {
  if (waiting === worker) return;
  waiting = worker;
  tell("update", "ready");
}

// Without a version before it, a worker activates at once: nothing to offer.
function watch(registration) {
  const worker = registration.installing;
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && registration.active) offerUpdate(worker);
  });
}

async function register() {
  const workers = navigator.serviceWorker;
  // Whoever brought this page brings it without a network too: known before the browser says so.
  if (workers.controller?.scriptURL === new URL("sw.js", document.baseURI).href) tell("offline", "ready");
  // Storing must not slow down the first start.
  await (await import("./start.js")).moduleIsHere;
  const registration = await workers.register("sw.js", { scope: "./", updateViaCache: "none" });
  if (registration.waiting && registration.active) offerUpdate(registration.waiting);
  watch(registration);
  registration.addEventListener("updatefound", () => watch(registration));

  workers.addEventListener("message", ({ data }) => {
    if (data?.type === "shared-files") receive(data.files);
    if (data?.type !== "other-tabs-open") return;
    asked = false;
    tell("update", "blocked");
  });
  workers.addEventListener("controllerchange", () => {
    if (asked) location.reload();
  });
  // An app on a home screen may stay open for weeks.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });

  const { active } = await workers.ready;
  if (!workers.controller) active.postMessage({ type: "claim", build });
  if (new URLSearchParams(location.search).has("shared")) active.postMessage({ type: "hand-over-shared" });
  tell("offline", "ready");
}

window.addEventListener("accord-use-update", () => {
  if (!waiting) return;
  asked = true;
  waiting.postMessage({ type: "use-new-version" });
});

// Chromium goes on in the log of its storage behind half a record that a killed browser left there, finds it broken at the
// start after that, and empties the whole storage. A database that is deleted makes it begin a new log
// (docs/decisions/what-a-killed-browser-leaves.md).
function beginNewLog() {
  const passing = indexedDB.open("accord-passing");
  passing.onupgradeneeded = () => void passing.result.createObjectStore("x").put(0, 0);
  passing.onsuccess = () => {
    passing.result.close();
    indexedDB.deleteDatabase("accord-passing");
  };
}
window.addEventListener("accord-knocked", beginNewLog, { once: true });

// Nobody waits for these: in some browsers the answer never comes.
const storage = navigator.storage;
const tellKept = (kept) => tell("kept", kept ? "yes" : "no");
storage?.persisted?.().then(tellKept, () => {});
const tellAsked = (kept) => tell("kept", kept ? "yes" : "refused");
window.addEventListener("accord-keep", () => void storage?.persist?.().then(tellAsked, () => tellAsked(false)));

// A browser that does not say how much room is left is asked for nothing.
storage?.estimate?.().then(({ quota, usage }) => tell("room", String(Math.floor((quota - usage) / 1e6))), () => {});

// An origin may serve other apps too: only what is Accord's goes.
window.addEventListener("accord-wipe", () => {
  const own = root.dataset.casebook;
  const request = indexedDB.deleteDatabase(own);
  request.onsuccess = () => {
    localStorage.removeItem(`accord-there-${own}`);
    // Casebooks that others have here stay, and the numbers that all of them show.
    const casebooks = Number(localStorage.getItem("accord-casebooks"));
    if (casebooks > 1) {
      if (own === `accord-${casebooks}`) localStorage.setItem("accord-casebooks", casebooks - 1);
      for (const kept of [localStorage, sessionStorage]) kept.removeItem("accord-casebook");
    } else {
      for (const kept of [localStorage, sessionStorage]) {
        for (const name of Object.keys(kept)) if (name.startsWith("accord-")) kept.removeItem(name);
      }
    }
    location.replace(document.baseURI);
  };
  request.onerror = () => void window.dispatchEvent(new Event("accord-not-wiped"));
});

// The device's own lock, by WebAuthn PRF (docs/decisions/the-devices-own-lock.md).
async function canOpenByLock() {
  // A key is of a name: an address of numbers has none.
  if (/^[\d.]+$|:/.test(location.hostname)) return false;
  const able = await PublicKeyCredential.getClientCapabilities?.();
  if (able?.["extension:prf"] === false) return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}
canOpenByLock().then((can) => can && tell("prf", "ready"), () => {});

// Gives what the lock lets out for a salt, 32 bytes that are always the same, and after them the id of its key: of the
// known one, or where that is empty, of one that is made. Gives nothing where the lock has no such thing; then the
// browser takes the key out of its list, where it can. Nobody looks at the challenge: there is no server to believe an
// answer.
window.accordLock = async (salt, name, known) => {
  const random = () => crypto.getRandomValues(new Uint8Array(16));
  const [type, userVerification, extensions] = ["public-key", "required", { prf: { eval: { first: salt } } }];
  const prfOf = (credential) => credential.getClientExtensionResults().prf ?? {};
  let [id, made, prf, output] = [known];
  if (!id.length) {
    made = await navigator.credentials.create({
      publicKey: {
        challenge: random(),
        rp: { name: "Accord" },
        user: { id: random(), name, displayName: name },
        pubKeyCredParams: [-7, -257].map((alg) => ({ type, alg })),
        authenticatorSelection: { authenticatorAttachment: "platform", residentKey: "preferred", userVerification },
        extensions,
      },
    });
    id = new Uint8Array(made.rawId);
    prf = prfOf(made);
  }
  try {
    // Not every platform evaluates it where it makes the key.
    if (!made || (prf.enabled && !prf.results?.first)) {
      const allowCredentials = [{ type, id, transports: ["internal"] }];
      const publicKey = { challenge: random(), allowCredentials, userVerification, extensions };
      prf = prfOf(await navigator.credentials.get({ publicKey }));
    }
    output = prf.results?.first;
    return output && new Uint8Array([...new Uint8Array(output), ...id]);
  } finally {
    const gone = made && !output && { rpId: location.hostname, credentialId: made.id };
    if (gone) PublicKeyCredential.signalUnknownCredential?.(gone).catch(() => {});
  }
};

let installing = null;
if (matchMedia("(display-mode: standalone)").matches || navigator.standalone) tell("install", "done");
else if (navigator.standalone === false) tell("install", "by-hand");
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installing = event;
  tell("install", "ready");
});
window.addEventListener("appinstalled", () => tell("install", "done"));
window.addEventListener("accord-install-now", () => void installing?.prompt());

// Files from elsewhere are kept in this page's memory alone: they may be in plain words.
function receive(files) {
  if (!files.length) return;
  window.accordFiles = [...(window.accordFiles ?? []), ...files];
  tell("file", "ready");
}
window.launchQueue?.setConsumer(({ files }) => void opened(files).then(receive));
// One that cannot be read keeps back no other.
async function opened(files) {
  const read = await Promise.allSettled(files.map((file) => file.getFile()));
  return read.flatMap(({ value }) => value ?? []);
}
const isWhereFilesOpen = () => location.pathname.endsWith("/import");
window.addEventListener("dragover", (event) => isWhereFilesOpen() && event.preventDefault());
window.addEventListener("drop", (event) => {
  if (!isWhereFilesOpen()) return;
  event.preventDefault();
  receive(event.dataTransfer.files);
});

// A number on the icon, and nothing of what it counts.
window.addEventListener("accord-due", () => {
  const due = Number(root.dataset.due);
  const set = due ? navigator.setAppBadge?.(due) : navigator.clearAppBadge?.();
  set?.catch(() => {});
});

// Without a build there is nothing to store: a development server is running.
if (build) {
  // A private window of Firefox or Safari has everything but files of its own, and forgets it all when it is closed.
  const keeping = navigator.serviceWorker ? Promise.resolve(navigator.storage?.getDirectory?.()) : Promise.reject();
  keeping.then(register).catch(() => tell("offline", "unavailable"));
}
