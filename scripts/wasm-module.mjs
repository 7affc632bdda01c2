// What a WebAssembly module is made of: its sections, its functions and their names.

const CUSTOM = 0;
const IMPORTS = 2;
const CODE = 10;
export const DATA = 11;
const FUNCTION_NAMES = 1;

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

function importedFunctions(module, { from }) {
  const reader = new Reader(module, from);
  let functions = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.text();
    reader.text();
    const kind = module[reader.at++];
    if (kind === 0) functions += 1;
    if (kind === 0) reader.number();
    else if (kind === 3) reader.at += 2;
    else {
      if (kind === 1) reader.at += 1;
      const flags = reader.number();
      reader.number();
      if (flags & 1) reader.number();
    }
  }
  return functions;
}

// Where the functions' code lies, after their number; nowhere in what is no module.
export function codeOf(module) {
  const code = sections(module).find(({ id }) => id === CODE);
  if (!code) return { from: module.length, to: module.length };
  const reader = new Reader(module, code.from);
  reader.number();
  return { from: reader.at, to: code.to };
}
