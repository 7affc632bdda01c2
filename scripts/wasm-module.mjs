// What a WebAssembly module is made of: its sections, its functions, and the names of these and of what goes
// in and out.

const CUSTOM = 0;
const IMPORTS = 2;
const EXPORTS = 7;
const CODE = 10;
export const DATA = 11;
const FUNCTION_NAMES = 1;
// The kinds of what goes in and out.
const FUNCTION = 0;
const TABLE = 1;
const GLOBAL = 3;

// Reads a module's numbers and names one after the other.
class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (!(byte & 128)) return value;
    }
  }
  text() {
    const length = this.number();
    this.at += length;
    return Buffer.from(this.bytes.subarray(this.at - length, this.at)).toString();
  }
}

// Whether these bytes begin as a module does.
export function isModule(bytes) {
  return Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "\0asm";
}

// The sections of a module: what each is, and where its content lies.
export function sections(module) {
  const found = [];
  const reader = new Reader(module, 8);
  while (reader.at < module.length) {
    const begin = reader.at;
    const id = module[reader.at++];
    const to = reader.number() + reader.at;
    const from = reader.at;
    found.push({ id, begin, from, to, name: id === CUSTOM ? reader.text() : "" });
    reader.at = to;
  }
  return found;
}

export function withoutCustom(module) {
  const kept = sections(module).filter(({ id }) => id !== CUSTOM).map(({ begin, to }) => module.subarray(begin, to));
  return Buffer.concat([module.subarray(0, 8), ...kept]);
}

// The names of functions by their index.
export function functionNames(module) {
  const section = sections(module).find(({ name }) => name === "name");
  const names = new Map();
  if (!section) return names;
  const reader = new Reader(module, section.from);
  reader.text();
  while (reader.at < section.to) {
    const kind = module[reader.at++];
    const to = reader.number() + reader.at;
    if (kind === FUNCTION_NAMES) {
      for (let left = reader.number(); left > 0; left -= 1) {
        const index = reader.number();
        names.set(index, reader.text());
      }
    }
    reader.at = to;
  }
  return names;
}

// The module with these names of functions by their index, instead of whatever names it had.
export function withFunctionNames(module, names) {
  const entries = list([...names].map(([index, name]) => [number(index), text(name)]));
  const section = Buffer.concat([text("name"), Uint8Array.of(FUNCTION_NAMES), number(entries.length), entries]);
  return Buffer.concat([withoutCustom(module), Uint8Array.of(CUSTOM), number(section.length), section]);
}

// Where each function's body lies, in the order of their indices.
export function bodies(module) {
  const found = sections(module);
  const functions = found.find(({ id }) => id === CODE);
  const imports = found.find(({ id }) => id === IMPORTS);
  let index = imports ? importedFunctions(module, imports) : 0;
  const reader = new Reader(module, functions.from);
  const places = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    const from = reader.at;
    const to = reader.number() + reader.at;
    places.push({ index: index++, from, to });
    reader.at = to;
  }
  return places;
}

function importedFunctions(module, section) {
  return imports(module, section).filter(({ kind }) => kind === FUNCTION).length;
}

// What a module asks for: from where, by which name, of which kind, and where that is described.
function imports(module, { from }) {
  const reader = new Reader(module, from);
  return Array.from({ length: reader.number() }, () => {
    const [place, name, described] = [reader.text(), reader.text(), reader.at];
    const kind = module[reader.at++];
    if (kind === FUNCTION) reader.number();
    else if (kind === GLOBAL) reader.at += 2;
    else {
      if (kind === TABLE) reader.at += 1;
      const flags = reader.number();
      reader.number();
      if (flags & 1) reader.number();
    }
    return { place, name, kind, description: module.subarray(described, reader.at) };
  });
}

// What a module gives: by which name, and what.
function exportsOf(module, { from }) {
  const reader = new Reader(module, from);
  return Array.from({ length: reader.number() }, () => {
    const [name, described] = [reader.text(), reader.at++];
    reader.number();
    return { name, description: module.subarray(described, reader.at) };
  });
}

// By which names a module asks and gives, and where it asks.
export function namesIn(module) {
  const found = sections(module);
  const asks = found.filter(({ id }) => id === IMPORTS).flatMap((section) => imports(module, section));
  const gives = found.filter(({ id }) => id === EXPORTS).flatMap((section) => exportsOf(module, section));
  return {
    places: [...new Set(asks.map(({ place }) => place))],
    imported: asks.map(({ name }) => name),
    exported: gives.map(({ name }) => name),
  };
}

// The module that asks in `place` alone, and by the names that `imported` and `exported` have for the ones before.
export function withNames(module, { place, imported, exported }) {
  const named = (section) => {
    if (section.id === IMPORTS) {
      return list(imports(module, section).map((one) => [text(place), text(imported.get(one.name)), one.description]));
    }
    if (section.id === EXPORTS) {
      return list(exportsOf(module, section).map((one) => [text(exported.get(one.name)), one.description]));
    }
    return module.subarray(section.from, section.to);
  };
  const made = sections(module).flatMap((section) => {
    const content = named(section);
    return [Uint8Array.of(section.id), number(content.length), content];
  });
  return Buffer.concat([module.subarray(0, 8), ...made]);
}

function number(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Uint8Array.of(...bytes, value);
}

function text(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

function list(items) {
  return Buffer.concat([number(items.length), ...items.flat()]);
}

// Where the functions' code lies, after their number; null in what is no module.
export function codeOf(module) {
  const code = sections(module).find(({ id }) => id === CODE);
  if (!code) return null;
  const reader = new Reader(module, code.from);
  reader.number();
  return { from: reader.at, to: code.to };
}

// The module with the size of every function's body in three bytes, as a number may be written: so it can be
// filled in where the body ends (packing/unpack.ts).
export function withWideSizes(module) {
  const code = sections(module).find(({ id }) => id === CODE);
  const wide = bodies(module).flatMap(({ from, to }) => {
    const reader = new Reader(module, from);
    const size = reader.number();
    return [Uint8Array.of((size & 127) | 128, ((size >> 7) & 127) | 128, size >> 14), module.subarray(reader.at, to)];
  });
  const content = Buffer.concat([number(bodies(module).length), ...wide]);
  const section = [Uint8Array.of(CODE), number(content.length), content];
  return Buffer.concat([module.subarray(0, code.begin), ...section, module.subarray(code.to)]);
}
