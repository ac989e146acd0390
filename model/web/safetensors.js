/** Weights out of a safetensors file: a length, a JSON header, then the numbers as they lie in memory. */

const KINDS = { F32: Float32Array, U16: Uint16Array, U64: BigUint64Array };

/**
 * Name -> {shape, values: a typed array} of every tensor in an ArrayBuffer.
 * @param file what the buffer is called where something is wrong with it
 */
export function readTensors(buffer, file = "model.safetensors") {
  const { header, start: first } = headOf(buffer, file);
  const tensors = new Map();
  const end = Math.max(0, ...Object.values(header).map(({ data_offsets: offsets }) => offsets?.[1] ?? 0));
  if (first + end > buffer.byteLength) throw incomplete(file, `has ${buffer.byteLength} of its ${first + end} bytes`);
  for (const [name, { dtype, shape, data_offsets: [start, end] }] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    if (!(dtype in KINDS)) throw new Error(`${file}: ${name} is ${dtype}; export the page again`);
    tensors.set(name, { shape, values: viewed(KINDS[dtype], buffer, first + start, first + end) });
  }
  return tensors;
}

/** The header, and where the numbers behind it start. */
function headOf(buffer, file) {
  const length = buffer.byteLength < 8 ? Infinity : Number(new DataView(buffer).getBigUint64(0, true));
  if (8 + length > buffer.byteLength) throw incomplete(file, "is not what was exported, or only its beginning");
  try {
    return { header: JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length))), start: 8 + length };
  } catch {
    throw incomplete(file, "is not what was exported");
  }
}

function incomplete(file, what) {
  return new Error(`model/${file} ${what}; reload the page, or copy the exported folder to the server again`);
}

/** A stretch of a buffer as it lies, or a copy where it does not lie as such arrays must. */
function viewed(Kind, buffer, start, end) {
  if (start % Kind.BYTES_PER_ELEMENT) return new Kind(buffer.slice(start, end));
  return new Kind(buffer, start, (end - start) / Kind.BYTES_PER_ELEMENT);
}
