// Whom a browser asks besides the sites that a test serves, and what its pages try that their content policy refuses. Every
// test ends with nobody and nothing (device.mjs): pages, their workers, web sockets and the service worker are listened to.
const NETWORK = ["http:", "https:", "ws:", "wss:"];

export class Elsewhere {
  /** What was asked of others, and what was refused, in the order in which it came. */
  told = [];
  #sites = [];

  /** Where the app is served, by the host's name or by its number, is not elsewhere; another path of that host is. */
  isServed({ url }) {
    const { protocol, port, pathname } = new URL(url);
    this.#sites.push(url, `${protocol}//127.0.0.1:${port}${pathname}`);
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
    const isHere = this.#sites.some((site) => address.startsWith(site));
    if (NETWORK.includes(new URL(address).protocol) && !isHere) this.told.push(address);
  }
}
