/** Weights out of a safetensors file: a length, a JSON header, then the numbers as they lie in memory. */

const KINDS = { F32: Float32Array, U16: Uint16Array, U64: BigUint64Array };

/** Name -> {shape, values: a typed array} of every tensor in an ArrayBuffer. */
export function readTensors(buffer) {
  const view = new DataView(buffer);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const tensors = new Map();
  for (const [name, { dtype, shape, data_offsets: [start, end] }] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    if (!(dtype in KINDS)) throw new Error(`safetensors: ${name} is ${dtype}; export it again`);
    tensors.set(name, { shape, values: viewed(KINDS[dtype], buffer, 8 + length + start, 8 + length + end) });
  }
  return tensors;
}

/** A stretch of a buffer as it lies, or a copy where it does not lie as such arrays must. */
function viewed(Kind, buffer, start, end) {
  if (start % Kind.BYTES_PER_ELEMENT) return new Kind(buffer.slice(start, end));
  return new Kind(buffer, start, (end - start) / Kind.BYTES_PER_ELEMENT);
}
