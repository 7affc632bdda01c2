// Stretches one passphrase and is ended by the page. It runs the app's own
// module, already compiled by the page: nothing is fetched but this file and
// the script beside that module.
import init, { stretchHere } from "./accord-app.js";

self.onmessage = async ({ data: { module, passphrase, salt, cost } }) => {
  try {
    await init({ module_or_path: module });
    const key = stretchHere(passphrase, salt, ...cost);
    self.postMessage(key, [key.buffer]);
  } catch (error) {
    self.postMessage(String(error));
  }
};

// The browser could not hand the module over: without an answer the page would
// wait for ever.
self.onmessageerror = () => self.postMessage("the module did not arrive");
