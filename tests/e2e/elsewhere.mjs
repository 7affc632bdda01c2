// Whom a browser asks besides the sites that a test serves, and what its pages try that their content policy refuses. Every
// test ends with nobody and nothing (device.mjs): pages, their workers, web sockets and the service worker are listened to.
const NETWORK = ["http:", "https:", "ws:", "wss:"];

export class Elsewhere {
  /** What was asked of others, and what was refused, in the order in which it came. */
  told = [];
  #hosts = new Set();

  /** Who serves the app, by name or by number, is nobody else. */
  isServed({ url }) {
    const { host, port } = new URL(url);
    this.#hosts.add(host).add(`127.0.0.1:${port}`);
  }

  /** Listens to whatever that browser does from now on. */
  watch(context) {
    context.on("request", (request) => this.#asks(request.url()));
    context.on("console", (message) => {
      if (message.type() === "error" && message.text().includes("Content Security Policy")) this.told.push(message.text());
    });
    const watchSockets = (page) => page.on("websocket", (socket) => this.#asks(socket.url()));
    context.pages().forEach(watchSockets);
    context.on("page", watchSockets);
  }

  /** What is asked of the network. The rest (a file that was made, a number to ring) no host is asked for. */
  #asks(address) {
    const { protocol, host } = new URL(address);
    if (NETWORK.includes(protocol) && !this.#hosts.has(host)) this.told.push(address);
  }
}
