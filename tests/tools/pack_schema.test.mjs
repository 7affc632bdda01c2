// The schema that helps to write a pack in an editor: whole packs fit it, faulty ones do not, and it
// knows the members that the reader knows.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";

const read = (path) => readFileSync(path, "utf8");
const json = (path) => JSON.parse(read(path));
const packs = (folder) => readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => `${folder}/${name}`);

const schema = json("docs/formats/procedure-1.schema.json");
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
const fits = ajv.compile(schema);

function whole(pack, name) {
  assert.ok(fits(pack), `${name}: ${ajv.errorsText(fits.errors, { separator: "\n" })}`);
}

for (const path of [...packs("src/procedure/packs"), ...packs("tests/packs")]) {
  test(`${path} fits the schema`, () => whole(json(path), path));
}

for (const path of ["tests/cli/extending/east.json", "tests/cli/extending/west.json"]) {
  test(`${path}, which gives what differs, fits the schema`, () => whole(json(path), path));
}

test("the pack of the format's page fits, and may name its schema", () => {
  const page = read("docs/formats/procedure-1.md").split("```json\n")[1].split("```")[0];
  whole({ $schema: "procedure-1.schema.json", ...JSON.parse(page) }, "the page");
});

// Each is one slip in a pack that is whole otherwise: the place, and what stands there instead.
const SLIPS = [
  ["/format", "procedure/2"],
  ["/id", "two words"],
  ["/id", undefined],
  ["/steps", undefined],
  ["/tracks", []],
  ["/trakcs", []],
  ["/calendar", "scotland"],
  ["/facts/0/type", "flags"],
  ["/facts/0/scope", "family"],
  ["/steps/0/id", "R:1"],
  ["/steps/0/dutys", []],
  ["/steps/0/tiers", "yes"],
  ["/steps/0/say", { say: "Hello" }],
  ["/steps/0/duties/0/kind", "sattle"],
  ["/steps/0/duties/0/due", { unit: "working-day" }],
  ["/steps/0/duties/0/due", { n: 5, unit: "week" }],
  ["/steps/0/duties/0/due", { n: -1, unit: "month" }],
  ["/steps/0/duties/0/due", { n: 1, unit: "month", from: "receipt" }],
  ["/steps/0/duties/0/agree", "maybe"],
  ["/steps/0/duties/0/opens", "enterd:R1"],
  ["/steps/0/duties/0/when", { fact: "in-care", party: "health" }],
  ["/steps/0/duties/0/when", { fact: "in-care", at_least: 1, set: true }],
  ["/steps/0/duties/0/when", { chose: "R2.decide" }],
  ["/steps/0/duties/0/owner", []],
  ["/steps/0/duties/0/tightens", true],
  ["/steps/0/duties/1/over", "all"],
  ["/steps/0/duties/0/reading", { id: "L-A1" }],
  ["/steps/0/exits/0/requires", [{ if: { risk: true } }]],
  ["/tracks/0/steps", []],
  ["/tracks/0/opening/needs", ["grounds"]],
  ["/tracks/0/closures/0/id", "risk-ended"],
  ["/tracks/0/closures/0/from", "closed"],
  ["/tracks/0/risk", { jump: "R2", leaves_ladder: true }],
  ["/extends", "havering"],
  ["/extends", { version: "1" }],
  ["/guidance", [{ rules: ["L-9"], at: "1" }]],
  ["/guidance", [{ text: "Listen.", for: [1] }]],
  ["/forms", [{ id: "f", title: "F", fields: [{ id: "a", label: "A", from: "everything" }] }]],
  ["/reports", [{ id: "all", label: "All", of: "everything" }]],
];

function slipped([pointer, part]) {
  const pack = json("tests/packs/lantern.json");
  const names = pointer.split("/").slice(1);
  const last = names.pop();
  const parent = names.reduce((at, name) => at[name], pack);
  if (part === undefined) delete parent[last];
  else parent[last] = part;
  return pack;
}

for (const slip of SLIPS) {
  test(`it refuses ${JSON.stringify(slip[1]) ?? "nothing"} at ${slip[0]}`, () => {
    assert.equal(fits(slipped(slip)), false);
  });
}

// What the reader asks an object for, by the calls that ask: `object.member("due")`, `told(object, "at")`.
function membersOfTheReader() {
  const folder = "src/procedure/pack";
  const names = new Set();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".rs") && name !== "tests.rs" && name !== "traced.rs")) {
    const code = read(`${folder}/${file}`).split("#[cfg(test)]")[0];
    for (const [, name] of code.matchAll(/\b(?:member|needed|even_null)\(\s*"([$a-z_]+)"/g)) names.add(name);
    for (const [, name] of code.matchAll(/\(\s*(?:&?[a-z]+(?:\.as_ref\(\))?),\s*"([$a-z_]+)"/g)) names.add(name);
    for (const [, list] of code.matchAll(/(?:const (?:HEADS|ABOUT_FACT)[^=]*=|for name in) \[([^\]]*)\]/g)) {
      for (const [, name] of list.matchAll(/"([a-z_]+)"/g)) names.add(name);
    }
  }
  return names;
}

function membersOfTheSchema(part, names = new Set()) {
  if (part === null || typeof part !== "object") return names;
  if (part.properties !== undefined) Object.keys(part.properties).forEach((name) => names.add(name));
  Object.values(part).forEach((inner) => membersOfTheSchema(inner, names));
  return names;
}

test("it has the members that the reader knows, and no others", () => {
  const [reader, own] = [membersOfTheReader(), membersOfTheSchema(schema)];
  assert.ok(reader.size > 60, "the reader's members were not found");
  assert.deepEqual([...own].sort(), [...reader].sort());
});

test("each member has a name and a word of help", () => {
  const silent = [];
  (function look(part, place) {
    if (part === null || typeof part !== "object") return;
    for (const [name, member] of Object.entries(part.properties ?? {})) {
      const told = member.$ref === undefined ? member : { ...schema.$defs[member.$ref.split("/").at(-1)], ...member };
      if (told.title === undefined && told.description === undefined && place !== "then" && place !== "if" && place !== "not") silent.push(`${place}.${name}`);
    }
    Object.entries(part).forEach(([name, inner]) => look(inner, name));
  })(schema, "pack");
  assert.deepEqual(silent.filter((place) => !/^\d+\./.test(place)), []);
});
