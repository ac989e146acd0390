/**
 * WebAssembly, as far as the kernel needs it. An instruction is written as in the folded text format, op("i32.add", a, b)
 * for (i32.add a b), and becomes the bytes of what it works on, then its own: chapter 5 of the specification, which names
 * every instruction as it is named here.
 */

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;
const EMPTY = 0x40; // the type of a block without a result
const SIMD = 0xfd;

const CODES = {
  "i32.eq": [0x46],
  "i32.lt_u": [0x49],
  "i32.gt_s": [0x4a],
  "i32.ge_s": [0x4e],
  "i32.add": [0x6a],
  "i32.sub": [0x6b],
  "i32.mul": [0x6c],
  "f32x4.splat": simd(0x13),
  "f32x4.nearest": simd(0x6a),
  "i32x4.shl": simd(0xab),
  "i32x4.add": simd(0xae),
  "f32x4.sqrt": simd(0xe3),
  "f32x4.add": simd(0xe4),
  "f32x4.sub": simd(0xe5),
  "f32x4.mul": simd(0xe6),
  "f32x4.div": simd(0xe7),
  "f32x4.min": simd(0xe8),
  "f32x4.max": simd(0xe9),
  "i32x4.trunc_sat_f32x4_s": simd(0xf8),
  "f32x4.relaxed_madd": simd(0x105),
};

function simd(code) {
  return [SIMD, ...unsigned(code)];
}

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value) {
  const last = value >> 6 === 0 || value >> 6 === -1;
  return last ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

const counted = (items) => [...unsigned(items.length), ...items.flat()];
const sized = (bytes) => [...unsigned(bytes.length), ...bytes];
const section = (id, items) => [id, ...sized(counted(items))];
const name = (text) => counted([...text].map((letter) => [letter.charCodeAt(0)]));
const four = (Kind, value) => [...new Uint8Array(Kind.of(value, value, value, value).buffer)];

/** An instruction without immediates, and its operands. */
export const op = (instruction, ...operands) => [...operands.flat(), ...CODES[instruction]];
export const constant = (value) => [0x41, ...signed(value)]; // i32.const
export const floats = (value) => [...simd(0x0c), ...four(Float32Array, value)]; // v128.const f32x4
export const integers = (value) => [...simd(0x0c), ...four(Int32Array, value)]; // v128.const i32x4
export const load = (address, offset = 0) => [...address, ...simd(0x00), 0, ...unsigned(offset)]; // v128.load
export const loadSplat = (address, offset = 0) => [...address, ...simd(0x09), 0, ...unsigned(offset)]; // v128.load32_splat
export const store = (address, value, offset = 0) => [...address, ...value, ...simd(0x0b), 0, ...unsigned(offset)]; // v128.store
/** i8x16.shuffle of one vector's four lanes. */
export const swapped = (a, lanes) => [...a, ...a, ...simd(0x0d), ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte))];
/** The body, and again as long as the condition holds behind it. */
export const repeatWhile = (body, condition) => [0x03, EMPTY, ...body, ...condition, 0x0d, 0, 0x0b]; // loop, br_if, end
export const when = (condition, body) => [...condition, 0x04, EMPTY, ...body, 0x0b]; // if, end

/** One function under construction: its parameters, then the locals that it asks for. */
export class Builder {
  constructor(parameters) {
    this.parameters = parameters;
    this.locals = [];
  }

  /** The parameters as variables. */
  get given() {
    return this.parameters.map((_, place) => variable(place));
  }

  local(kind = I32) {
    this.locals.push([1, kind]);
    return variable(this.parameters.length + this.locals.length - 1);
  }

  code(body) {
    return sized([...counted(this.locals), ...body, 0x0b]);
  }
}

function variable(place) {
  const get = [0x20, ...unsigned(place)];
  const set = (value) => [...value, 0x21, ...unsigned(place)];
  return { get, set, raise: (value) => set(op("i32.add", get, value)) };
}

/** The bytes of a module that exports functions, name -> [Builder, body], on the memory that it is given as model.memory. */
export function assembled(functions) {
  const parts = [...functions.values()];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    ...section(1, parts.map(([builder]) => [0x60, ...counted(builder.parameters.map((kind) => [kind])), 0])), // types
    ...section(2, [[...name("model"), ...name("memory"), 2, 0, 1]]), // imports
    ...section(3, parts.map((_, place) => [place])), // functions
    ...section(7, [...functions.keys()].map((key, place) => [...name(key), 0, place])), // exports
    ...section(10, parts.map(([builder, body]) => builder.code(body))), // code
  ]);
}
