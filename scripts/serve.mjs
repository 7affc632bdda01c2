// Serves a built app on this machine, the way a plain static host would.
//   node scripts/serve.mjs [FOLDER] [--port N] [--base /sub/path/]
// Tests start it with serve({folder, base}) and stop it with close().
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";

const MEDIA_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

// Starts a server; port 0 takes any free one. `close` ends open connections too.
export async function serve({ folder = "dist", base = "/", port = 0 } = {}) {
  if (!existsSync(join(folder, "index.html"))) {
    throw new Error(`${folder} holds no built app: run \`make build\` first.`);
  }
  const prefix = `/${base}/`.replace(/\/+/g, "/");
  const server = createServer((request, response) => answer(folder, prefix, request, response));
  await new Promise((started, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", started);
  });
  return {
    url: `http://localhost:${server.address().port}${prefix}`,
    server,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

function answer(folder, prefix, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "Only GET is served here.");
  const path = pathWithin(prefix, request.url);
  if (path === null) return refuse(response, 404, `Accord is at ${prefix} on this server.`);
  const file = join(folder, path || "index.html");
  if (isFile(file)) return send(file, 200, request, response);
  // As static hosts do: an unknown path gets 404.html, which is the app.
  send(join(folder, existsSync(join(folder, "404.html")) ? "404.html" : "index.html"), 404, request, response);
}

// The path below the prefix, or null: outside it, or climbing out of the folder.
function pathWithin(prefix, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(prefix) || path.includes("\0")) return null;
  const inside = normalize(path.slice(prefix.length));
  if (inside === "." || inside === `.${sep}`) return "";
  return inside.startsWith("..") || inside.startsWith(sep) ? null : inside;
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function send(file, status, request, response) {
  response.writeHead(status, {
    "Content-Type": MEDIA_TYPES[extname(file)] ?? "application/octet-stream",
    "Content-Length": statSync(file).size,
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  });
  if (request.method === "HEAD") return response.end();
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

function refuse(response, status, sentence) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${sentence}\n`);
}

async function serveOnFreePort(folder, base, wanted) {
  for (let port = wanted; port < wanted + 50; port += 1) {
    try {
      const server = await serve({ folder, base, port });
      if (port !== wanted) console.log(`Port ${wanted} is in use by another program, so this is on ${port}.`);
      return server;
    } catch (error) {
      if (error.code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(`Ports ${wanted} to ${wanted + 49} are all in use: name a free one (make serve PORT=9000).`);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: "string", default: "8080" }, base: { type: "string", default: "/" } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65000) throw new Error(`"${values.port}" is not a port number.`);
  const { url } = await serveOnFreePort(positionals[0] ?? "dist", values.base, port);
  console.log(`Accord is at ${url} (Ctrl+C stops it; the page goes on working).`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    console.error(`serve: ${error.code === "EACCES" ? `this port needs root: name one above 1024.` : error.message}`);
    process.exit(1);
  });
}
