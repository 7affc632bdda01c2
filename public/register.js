// Registers the service worker and passes its news to the screens.
//
// To the screens, as an event on window and, for whoever listens late, as an
// attribute of <html>:
//   accord-offline-ready        data-offline="ready"        the app starts without a network
//   accord-offline-unavailable  data-offline="unavailable"  it cannot here (private mode, no HTTPS)
//   accord-update-ready         data-update="ready"         a new version is stored and waits
//   accord-update-blocked       data-update="blocked"       other tabs are open (event.detail: how many)
// From the screens:
//   accord-use-update           use the new version: this page reloads once

const root = document.documentElement;
const build = document.querySelector('meta[name="accord-build"]')?.content;
let waiting = null;
let asked = false;

function tell(subject, news, detail) {
  root.dataset[subject] = news;
  window.dispatchEvent(new CustomEvent(`accord-${subject}-${news}`, { detail }));
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
  // Storing must not slow down the first start.
  await globalThis.moduleIsHere;
  const registration = await workers.register("sw.js", { scope: "./", updateViaCache: "none" });
  if (registration.waiting && registration.active) offerUpdate(registration.waiting);
  watch(registration);
  registration.addEventListener("updatefound", () => watch(registration));

  workers.addEventListener("message", ({ data }) => {
    if (data?.type !== "other-tabs-open") return;
    asked = false;
    tell("update", "blocked", data.others);
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
  tell("offline", "ready");
}

window.addEventListener("accord-use-update", () => {
  if (!waiting) return;
  asked = true;
  waiting.postMessage({ type: "use-new-version" });
});

// Without a build there is nothing to store: a development server is running.
if (build) {
  if (!navigator.serviceWorker) tell("offline", "unavailable");
  else register().catch(() => tell("offline", "unavailable"));
}
