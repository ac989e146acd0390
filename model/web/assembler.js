/** WebAssembly, as far as the kernel needs it: each function gives the bytes of an instruction and of what it works on. */

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;

const unsigned = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]);
const signed = (value) => {
  const last = value >> 6 === 0 || value >> 6 === -1;
  return last ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
};
export const counted = (items) => [...unsigned(items.length), ...items.flat()];
const sized = (bytes) => [...unsigned(bytes.length), ...bytes];
export const section = (id, items) => [id, ...sized(counted(items))];
export const name = (text) => counted([...text].map((letter) => [letter.charCodeAt(0)]));
export const simd = (code, ...rest) => [0xfd, ...unsigned(code), ...rest];
const floatBytes = (value) => [...new Uint8Array(Float32Array.of(value).buffer)];

export const constant = (value) => [0x41, ...signed(value)];
export const vector = (value) => simd(0x0c, ...[0, 0, 0, 0].flatMap(() => floatBytes(value)));
export const integers = (value) => simd(0x0c, ...[0, 0, 0, 0].flatMap(() => [...new Uint8Array(Int32Array.of(value).buffer)]));
export const load = (address, offset = 0) => [...address, ...simd(0x00, 0, ...unsigned(offset))];
export const store = (address, value, offset = 0) => [...address, ...value, ...simd(0x0b, 0, ...unsigned(offset))];
const binary = (code) => (a, b) => [...a, ...b, ...code];
export const add = binary([0x6a]);
export const subtract = binary([0x6b]);
export const [plus, minus, times, over, smaller, larger] = [0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9].map((code) => binary(simd(code)));
export const shuffle = (a, b, lanes) => [...a, ...b, ...simd(0x0d, ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)))];
export const repeatWhile = (body, condition) => [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];
export const when = (condition, body) => [...condition, 0x04, 0x40, ...body, 0x0b];

/** One function under construction: its parameters, then the locals that it asks for. */
export class Builder {
  constructor(parameters) {
    this.count = parameters.length;
    this.parameters = parameters;
    this.locals = [];
  }

  parameter(place) {
    return variable(place);
  }

  local(kind = I32) {
    this.locals.push([1, kind]);
    return variable(this.count++);
  }

  code(body) {
    return sized([...counted(this.locals), ...body, 0x0b]);
  }
}

function variable(place) {
  return {
    get: [0x20, ...unsigned(place)],
    set: (value) => [...value, 0x21, ...unsigned(place)],
    raise: (value) => [0x20, ...unsigned(place), ...value, 0x6a, 0x21, ...unsigned(place)],
  };
}
