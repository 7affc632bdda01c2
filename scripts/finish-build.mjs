// Makes what Trunk wrote into dist/ fit for a strict content policy, for offline
// use and for a slow line: the words of the catalogue in their places, no inline script, every script and style with its
// integrity, the policy itself, everything small, the list of files for the
// service worker, and 404.html.
//
// Trunk's inline start script changes its digest with every build, so a policy
// cannot name it; ours is a file like any other.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { alikeTogether } from "./alike.mjs";
import { pack, unpacker } from "./pack-module.mjs";
import { asHtml, asJson, withWords, word } from "./words.mjs";
import { thinGlue } from "./thin-glue.mjs";
import { isModule, withoutCustom, withWideSizes } from "./wasm-module.mjs";

export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
].join("; ");

// Never downloaded by the app as a file of its own, so never stored by it: the last are for the browser's
// question whether to install, and for a system that asks for an icon when it is.
const OUTSIDE = ["sw.js", "404.html", "icons/mark-180.png", "icons/mark-maskable.svg", "icons/mark-monochrome.svg"];
const isOutsideTheBuild = (path) => OUTSIDE.includes(path) || path.startsWith("screenshots/");

const PACKED = ".packed";
const UNPACKER = "unpacker.bin";

export async function finishBuild(folder) {
  const read = (path) => readFileSync(join(folder, path));
  const write = (path, text) => writeFileSync(join(folder, path), text);

  let html = withWords(read("index.html").toString(), asHtml);
  const app = appNames(html);

  const thin = thinGlue(read(app.script).toString(), read(app.wasm));
  write(app.script, thin.glue);
  write(app.wasm, isModule(thin.module) ? withWideSizes(withoutCustom(alikeTogether(thin.module))) : thin.module);
  write(UNPACKER, unpacker);
  write("manifest.webmanifest", withWords(read("manifest.webmanifest").toString(), asJson));
  for (const path of filesIn(folder).filter((path) => /\.(js|css)$/.test(path))) {
    write(path, asSmall(path, withNamesOf(app, path, read(path).toString())));
  }

  html = withOneStyle(folder, html);

  const { integrity, kept } = await packModule(folder, app.wasm);
  const unpack = nameByContent(folder, "unpack.js");
  const by = nameByContent(folder, UNPACKER);
  write("sw.js", read("sw.js").toString().replace('"unpack.js"', `"${unpack}"`).replace(`"${UNPACKER}"`, `"${by}"`));
  write("start.js", startScript(app, { unpack, by, integrity, kept }));
  const start = nameByContent(folder, "start.js");
  write("register.js", read("register.js").toString().replace("./start.js", `./${start}`));
  const register = nameByContent(folder, "register.js");
  html = html
    // start.js knows whether the module comes from the line or is there already.
    .replace(/<link rel="preload"[^>]*as="fetch"[^>]*>/, "")
    .replace(/<link[^>]* href="([^"]*)"[^>]* integrity="[^"]*"/g, (link, path) => withIntegrity(link, read(path)))
    .replace(app.inlineScript, "")
    // It waits for no other script and no style, and finds the page there.
    .replace("</body>", `${moduleScript(start, read(start), " async")}</body>`)
    .replace(/<script[^>]*\bregister\.js\b[^>]*><\/script>/, moduleScript(register, read(register)));

  // The build's name covers everything but itself.
  const worker = read("sw.js").toString();
  const build = digest("sha256", Buffer.from(listing(folder) + html + worker), "hex").slice(0, 16);
  html = html.replace(/<meta charset=[^>]*>/, (charset) => charset + policyTags(build));
  refuseInlineScript(html);
  write("index.html", html);
  write("404.html", html);

  const files = listForWorker(folder, worker, build, kept);
  return { build, files };
}

// One style instead of several: one request, and alike rules pack well beside each other. Their order stays.
function withOneStyle(folder, html) {
  const links = [...html.matchAll(/<link[^>]* href="(?:\.\/)?([\w.-]+\.css)"[^>]*>/g)];
  if (links.length < 2) return html;
  const whole = links.map(([, path]) => readFileSync(join(folder, path))).join("");
  links.forEach(([, path]) => rmSync(join(folder, path)));
  writeFileSync(join(folder, "style.css"), whole);
  const style = nameByContent(folder, "style.css");
  const [[first, path], ...others] = links;
  return others.reduce((html, [link]) => html.replace(link, ""), html).replace(first, first.replace(path, style));
}

// Writes sw.js: the worker with the digest of every file that the folder holds.
// The module is listed as the worker keeps it: unpacked, with the digest `kept`.
export function listForWorker(folder, worker, build, kept) {
  const files = filesIn(folder)
    .filter((path) => !isOutsideTheBuild(path))
    .map((path) => {
      if (path.endsWith(PACKED)) return [path.slice(0, -PACKED.length), kept];
      return [path === "index.html" ? "./" : path, digest("sha256", readFileSync(join(folder, path)))];
    });
  writeFileSync(join(folder, "sw.js"), filledWorker(worker, build, files));
  return files;
}

// Replaces the module by its packed form. Gives the digest of that, and of what the
// script that ships makes of it.
async function packModule(folder, path) {
  const module = readFileSync(join(folder, path));
  const packed = pack(module);
  new Function(readFileSync(join(folder, "unpack.js"), "utf8"))();
  const unpacked = await unpack(new Blob([packed]).stream(), new Response(unpacker));
  if (!module.equals(unpacked)) throw new Error(`${path} does not come out of its packed form as it went in.`);
  writeFileSync(join(folder, path + PACKED), packed);
  rmSync(join(folder, path));
  return { integrity: digest("sha384", packed), kept: digest("sha256", unpacked) };
}

// Which files Trunk's inline script starts.
function appNames(html) {
  const inlineScript = /<script[^>]*>[^<]*TrunkApplicationStarted[^<]*<\/script>/.exec(html)?.[0];
  const script = /["']\.\/([\w.-]+\.js)["']/.exec(inlineScript ?? "")?.[1];
  const wasm = /["']\.\/([\w.-]+\.wasm)["']/.exec(inlineScript ?? "")?.[1];
  if (!script || !wasm) throw new Error("index.html holds no start script of Trunk's: build with Trunk first.");
  return { inlineScript, script, wasm };
}

// Our own scripts name the app's files as if they had no digest in their names.
function withNamesOf(app, path, text) {
  if (path === app.script) return text;
  return text.replaceAll("./accord-app.js", `./${app.script}`).replaceAll("./accord-app_bg.wasm", `./${app.wasm}`);
}

// Comments are for readers of the source. In the service worker the list of files finds its place on a line of its own.
function asSmall(path, text) {
  if (path === "sw.js") {
    const { code } = transformSync(text, { minifyWhitespace: true, minifyIdentifiers: true, target: "es2022" });
    return code.replace(/const (BUILD|FILES)=(""|\[\]);/g, "\nconst $1 = $2;\n");
  }
  const kind = path.endsWith(".css") ? { loader: "css" } : { loader: "js", treeShaking: /^(import|export) /m.test(text) };
  return transformSync(text, { minify: true, target: "es2022", ...kind }).code;
}

// The service worker has the module unpacked; without one it comes packed. It is unpacked
// while it comes in, and nothing of it runs before its digest has been found right (its bytes are made
// a program beside the page, where an answer made of them would be taken in on it); a page
// that cannot take a digest (no HTTPS) gets it from the browser whole and checked.
function startScript(app, { unpack, by, integrity, kept }) {
  return `async function kept() {
  const module = await fetch("./${app.wasm}");
  // Another app's worker may stand over this address: it keeps nothing of ours.
  return module.ok ? module : sent();
}
async function sent() {
  const { subtle } = crypto;
  // Asked for at once, and unpacked beside the page, which stays free for whoever taps meanwhile.
  const packed = fetch("./${app.wasm}${PACKED}", subtle ? {} : { integrity: "${integrity}" });
  const unpacker = fetch("./${by}", { integrity: "${digest("sha384", unpacker)}" });
  const worker = new Worker("./${unpack}");
  const hand = (bytes) => worker.postMessage(bytes, [bytes.buffer ?? bytes]);
  const handOver = async () => {
    hand(await (await unpacker).arrayBuffer());
    const reader = (await packed).body.getReader();
    for (let part; (part = (await reader.read()).value); ) hand(part);
    worker.postMessage(null);
  };
  const module = await new Promise((unpacked, failed) => {
    worker.onmessage = ({ data }) => (typeof data === "string" ? failed(new Error(data)) : unpacked(data));
    worker.onerror = failed;
    handOver().catch(failed);
  });
  worker.terminate();
  const digest = subtle && btoa(String.fromCharCode(...new Uint8Array(await subtle.digest("SHA-256", module))));
  if (subtle && digest !== "${kept}") throw new Error("this is not the module of this build");
  return module;
}
const module_or_path = navigator.serviceWorker?.controller ? kept().catch(sent) : sent();
// The worker takes its copy when the page has its own: register.js.
export const moduleIsHere = module_or_path.catch(() => {});
function say(words) {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.textContent = words;
  const starting = document.querySelector("main.starting");
  if (starting) starting.replaceChildren(starting.querySelector("h1"), sentence);
  else document.body.prepend(sentence);
}
addEventListener("error", ({ error }) => {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  say(${JSON.stringify(word("shell", "stopped"))});
});
import("./${app.script}").then(({ default: init }) => init({ module_or_path })).catch((error) => {
  say(${JSON.stringify(word("shell", "not_started"))});
  throw error;
});
`;
}

function moduleScript(path, content, when = "") {
  return `<script type="module"${when} src="${path}" integrity="${digest("sha384", content)}" crossorigin="anonymous"></script>`;
}

function withIntegrity(link, content) {
  return link.replace(/ integrity="[^"]*"/, ` integrity="${digest("sha384", content)}"`);
}

function policyTags(build) {
  return (
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta name="referrer" content="no-referrer">` +
    `<meta name="accord-build" content="${build}">`
  );
}

function refuseInlineScript(html) {
  const inline = /<script(?![^>]*\ssrc=)[^>]*>/.exec(html);
  if (inline) throw new Error(`index.html still holds an inline script, which its policy forbids: ${inline[0]}`);
  const unchecked = /<script(?![^>]*\sintegrity=)[^>]*>/.exec(html);
  if (unchecked) throw new Error(`a script in index.html has no integrity: ${unchecked[0]}`);
}

function filledWorker(template, build, files) {
  const list = `const FILES = ${JSON.stringify(files)};`;
  const filled = template
    .replace(/^const BUILD = "";$/m, `const BUILD = "${build}";`)
    .replace(/^const FILES = \[\];$/m, () => list);
  if (!filled.includes(build) || !filled.includes(list)) throw new Error("sw.js has no place for the list of files.");
  return filled;
}

function nameByContent(folder, path) {
  const content = readFileSync(join(folder, path));
  const named = path.replace(/\.\w+$/, (ending) => `-${digest("sha256", content, "hex").slice(0, 16)}${ending}`);
  renameSync(join(folder, path), join(folder, named));
  return named;
}

function filesIn(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
  const odd = paths.find((path) => !/^[\w./-]+$/.test(path));
  if (odd) throw new Error(`a file's name would have to be escaped in an address: ${odd}`);
  return paths;
}

function listing(folder) {
  return filesIn(folder)
    .filter((path) => path !== "index.html" && !isOutsideTheBuild(path))
    .map((path) => `${path} ${digest("sha256", readFileSync(join(folder, path)))}\n`)
    .join("");
}

function digest(algorithm, content, encoding = "base64") {
  const value = createHash(algorithm).update(content).digest(encoding);
  return algorithm === "sha384" ? `sha384-${value}` : value;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2] ?? "dist";
  rmSync(join(folder, ".stage"), { recursive: true, force: true });
  const { build, files } = await finishBuild(folder);
  process.stdout.write(`${folder}/ holds build ${build}: ${files.length} files for offline use\n`);
}
