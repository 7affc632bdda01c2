// What the next byte of a module is: an opcode, or which of the numbers after one.
//
// A function's code is followed just far enough for that. Nothing here is refused:
// what is followed wrongly is only told in more bits.

export const enum Kind {
  Opcode,
  BlockType,
  Label,
  Callee,
  Signature,
  Local,
  Global,
  Alignment,
  Offset,
  Integer,
  LongInteger,
  Float,
  LabelCount,
  TableLabel,
  Other,
  Prefixed,
  Size, // of a body: never told
  GroupCount,
  GroupSize,
  GroupType,
  Text, // whatever is not in a function
}
export const KINDS = 21;

export let kind: i32 = Kind.Text;
// What is known of a number whose last byte is still to come, and how many bytes that took.
export let value = 0;
export let place = 0;
// The last four opcodes, the newest in the lowest byte, and the four before.
export let opcodes: u32 = 0;
export let olderOpcodes: u32 = 0;

// The last two numbers of each kind.
const NUMBERS = memory.data(KINDS << 2);

@inline
export function numbersBefore(): u32 {
  return load<u32>(NUMBERS + (kind << 2));
}

@inline
export function lastNumber(kind: i32): u32 {
  return load<u16>(NUMBERS + (kind << 2));
}

// The local that the statement began with, which is what a store at its end writes to; and the local written last.
export let statement = 0;
export let written = 0;
let begins = true;

// The local that an address comes from, and the last offset that was added to it.
const OFFSETS = memory.data(2 << 8);
const NO_LOCAL = 255;

export function pointer(): i32 {
  if ((opcodes & 0xff) >= 0x36) return statement;
  const before = (opcodes >> 8) & 0xff;
  return before == 0x20 || before == 0x22 ? lastNumber(Kind.Local) : NO_LOCAL;
}

@inline
function lastOffset(): usize {
  return OFFSETS + ((pointer() & 255) << 1);
}

export function offsetBefore(): u32 {
  return load<u16>(lastOffset());
}

let following: i32 = Kind.Opcode;
let depth = 0;
let left = 0;

export function enterCode(): void {
  expect(Kind.Size);
}

export function enterBody(): void {
  expect(Kind.GroupCount);
}

export function leaveCode(): void {
  expect(Kind.Text);
}

export function follow(byte: i32): void {
  if (kind == Kind.Opcode) return opcode(byte);
  if (kind == Kind.Float) {
    left -= 1;
    if (!left) expect(Kind.Opcode);
    return;
  }
  value |= (byte & 127) << (7 * place);
  place = min(place + 1, 3);
  if (byte < 128) {
    if (kind == Kind.Local) ofLocal();
    if (kind == Kind.Offset) ofOffset();
    const numbers = NUMBERS + (kind << 2);
    store<u32>(numbers, (load<u32>(numbers) << 16) | (value & 0xffff));
    expect(after(value));
  }
}

function ofLocal(): void {
  const code = opcodes & 0xff;
  if (begins) statement = value;
  begins = code == 0x21;
  if (code != 0x20) written = value;
}

function ofOffset(): void {
  store<u16>(lastOffset(), value);
  if ((opcodes & 0xff) >= 0x36) begins = true;
}

function expect(next: i32): void {
  kind = next;
  value = place = 0;
}

function opcode(code: i32): void {
  olderOpcodes = (olderOpcodes << 8) | (opcodes >> 24);
  opcodes = (opcodes << 8) | code;
  following = Kind.Opcode;
  if ((code >= 0x02 && code <= 0x0d) || code == 0x1a) begins = true;
  if (code >= 0x02 && code <= 0x04) depth += 1;
  if (code == 0x0b) {
    depth -= 1;
    if (!depth) return expect(Kind.Size);
  }
  expect(operand(code));
}

function operand(code: i32): i32 {
  if (code >= 0x28 && code <= 0x3e) {
    following = Kind.Offset;
    return Kind.Alignment;
  }
  switch (code) {
    case 0x02: case 0x03: case 0x04: return Kind.BlockType;
    case 0x0c: case 0x0d: return Kind.Label;
    case 0x0e: return Kind.LabelCount;
    case 0x10: return Kind.Callee;
    case 0x11: following = Kind.Other; return Kind.Signature;
    case 0x20: case 0x21: case 0x22: return Kind.Local;
    case 0x23: case 0x24: return Kind.Global;
    case 0x41: return Kind.Integer;
    case 0x42: return Kind.LongInteger;
    case 0x43: left = 4; return Kind.Float;
    case 0x44: left = 8; return Kind.Float;
    case 0xfc: return Kind.Prefixed;
    // One type, table or memory.
    case 0x1c: case 0x25: case 0x26: case 0x3f: case 0x40: case 0xd0: case 0xd2: return Kind.Other;
    default: return Kind.Opcode;
  }
}

// What comes after a number that is whole.
function after(number: i32): i32 {
  switch (kind) {
    case Kind.GroupCount:
      left = number;
      depth = 1;
      opcodes = 0;
      begins = true;
      memory.fill(OFFSETS, 0, 2 << 8);
      return left ? Kind.GroupSize : Kind.Opcode;
    case Kind.GroupSize: return Kind.GroupType;
    case Kind.GroupType: return another(Kind.GroupSize);
    case Kind.LabelCount: left = number + 1; return Kind.TableLabel;
    case Kind.TableLabel: return another(Kind.TableLabel);
    case Kind.Prefixed:
      // Copying and initialising name two things, filling one, converting none.
      following = number == 8 || number == 10 ? Kind.Other : Kind.Opcode;
      return number < 8 ? Kind.Opcode : Kind.Other;
    default: {
      const next = following;
      following = Kind.Opcode;
      return next;
    }
  }
}

function another(next: i32): i32 {
  left -= 1;
  return left ? next : Kind.Opcode;
}
