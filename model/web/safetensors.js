/** Weights out of a safetensors file: a length, a JSON header, then the numbers as they lie in memory. */

const KINDS = { F32: Float32Array, F16: null, BF16: null, U16: Uint16Array, U64: BigUint64Array }; // null: widened

/** Name -> {shape, values: a typed array} of every tensor in an ArrayBuffer. */
export function readTensors(buffer) {
  const view = new DataView(buffer);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const tensors = new Map();
  for (const [name, { dtype, shape, data_offsets: [start, end] }] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    if (!(dtype in KINDS)) throw new Error(`safetensors: ${name} is ${dtype}; export it again`);
    const bytes = buffer.slice(8 + length + start, 8 + length + end);
    tensors.set(name, { shape, values: widened(dtype, bytes) });
  }
  return tensors;
}

function widened(dtype, bytes) {
  if (KINDS[dtype]) return new KINDS[dtype](bytes);
  const halves = new Uint16Array(bytes);
  if (dtype === "F16") return Float32Array.from(halves, half);
  const words = Uint32Array.from(halves, (value) => value << 16);
  return new Float32Array(words.buffer);
}

function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : (fraction / 1024) * 2 ** -14);
}
