/** Where a network's numbers lie in WebAssembly memory. */

export const rounded = (count) => Math.ceil(count / 8) * 8; // the kernel's rows and columns come in eights

/** Where an entry of a matrix lies behind its first one, in floats: rows in eights, each eight four columns at a time. */
export function entryOf(row, column, columns) {
  return (row - (row & 7)) * columns + 8 * (column & ~3) + 4 * (row & 7) + (column & 3);
}

/** Hands out stretches of a memory that does not exist yet; then the memory, and a view of each stretch. */
export class Plan {
  constructor() {
    this.end = 0;
  }

  /** Place (bytes) of so many floats. */
  floats(count) {
    const place = this.end;
    this.end += 64 * Math.ceil(count / 16);
    return place;
  }
}

export function paddedSize(shape) {
  return shape.length === 2 ? rounded(shape[0]) * rounded(shape[1]) : rounded(shape[0]);
}

export function layerOf(weights, prefix) {
  const at = (name) => weights.get(`${prefix}${name}.weight`);
  return {
    attentionNorm: at("attention_norm"),
    hiddenNorm: at("hidden_norm"),
    queryNorm: at("attention.query_norm"),
    keyNorm: at("attention.key_norm"),
    query: at("attention.query"),
    key: at("attention.key"),
    value: at("attention.value"),
    output: at("attention.output"),
    gate: at("hidden.gate"),
    up: at("hidden.up"),
    down: at("hidden.down"),
  };
}

/** Cosines and sines of each position's angles, rounded as model/gpt.py rounds them. */
export function rotaryTable(positions, size, theta) {
  const half = size / 2;
  const [cos, sin] = [new Float32Array(positions * half), new Float32Array(positions * half)];
  for (let entry = 0; entry < half; entry++) {
    const frequency = Math.fround(theta ** Math.fround((-2 * entry) / size));
    for (let position = 0; position < positions; position++) {
      const angle = Math.fround(position * frequency);
      cos[position * half + entry] = Math.cos(angle);
      sin[position * half + entry] = Math.sin(angle);
    }
  }
  return { cos, sin };
}
