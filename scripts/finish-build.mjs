// Makes what Trunk wrote into dist/ fit for a strict content policy and for
// offline use: no inline script, every script and style with its integrity, the
// policy itself, the list of files for the service worker, and 404.html.
//
// Trunk's inline start script changes its digest with every build, so a policy
// cannot name it; ours is a file like any other.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

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

// Never downloaded by the app as a file of its own, so never stored by it.
const OUTSIDE_THE_BUILD = new Set(["sw.js", "404.html"]);

export function finishBuild(folder) {
  const read = (path) => readFileSync(join(folder, path));
  const write = (path, text) => writeFileSync(join(folder, path), text);

  let html = read("index.html").toString();
  const app = appNames(html);

  for (const script of filesIn(folder).filter((path) => path.endsWith(".js"))) {
    if (script !== app.script) write(script, ownScript(read(script).toString(), app));
  }

  write("start.js", startScript(app, digest("sha384", read(app.wasm))));
  const start = nameByContent(folder, "start.js");
  const register = nameByContent(folder, "register.js");
  html = html
    // Chromium ignores integrity on this preload and says so at every start;
    // start.js checks the same bytes.
    .replace(/<link rel="preload"[^>]*as="fetch"[^>]*>/, (link) => link.replace(/ integrity="[^"]*"/, ""))
    .replace(app.inlineScript, moduleScript(start, read(start)))
    .replace(/<script[^>]*\bregister\.js\b[^>]*><\/script>/, moduleScript(register, read(register)));

  // The build's name covers everything but itself.
  const worker = read("sw.js").toString();
  const build = digest("sha256", Buffer.from(listing(folder) + html + worker), "hex").slice(0, 16);
  html = html.replace(/<meta charset=[^>]*>/, (charset) => charset + policyTags(build));
  refuseInlineScript(html);
  write("index.html", html);
  write("404.html", html);

  const files = listForWorker(folder, worker, build);
  return { build, files };
}

// Writes sw.js: the worker with the digest of every file that the folder holds.
export function listForWorker(folder, worker, build) {
  const files = filesIn(folder)
    .filter((path) => !OUTSIDE_THE_BUILD.has(path))
    .map((path) => [path === "index.html" ? "./" : path, digest("sha256", readFileSync(join(folder, path)))]);
  writeFileSync(join(folder, "sw.js"), filledWorker(worker, build, files));
  return files;
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
// Their comments are for readers of the source.
function ownScript(text, app) {
  return text
    .replace(/^[ \t]*\/\/.*\n/gm, "")
    .replaceAll("./accord-app.js", `./${app.script}`)
    .replaceAll("./accord-app_bg.wasm", `./${app.wasm}`);
}

function startScript(app, integrity) {
  return `import init from "./${app.script}";
const wasm = fetch("./${app.wasm}", { integrity: "${integrity}" });
init({ module_or_path: wasm }).catch((error) => {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.textContent =
    "Accord could not start in this browser. Nothing that you have stored is lost. " +
    "Reload the page; if this comes again, update the browser or use another one.";
  document.body.append(sentence);
  throw error;
});
`;
}

function moduleScript(path, content) {
  return `<script type="module" src="${path}" integrity="${digest("sha384", content)}" crossorigin="anonymous"></script>`;
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
  const named = path.replace(/\.js$/, `-${digest("sha256", content, "hex").slice(0, 16)}.js`);
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
    .filter((path) => path !== "index.html" && !OUTSIDE_THE_BUILD.has(path))
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
  const { build, files } = finishBuild(folder);
  process.stdout.write(`${folder}/ holds build ${build}: ${files.length} files for offline use\n`);
}
