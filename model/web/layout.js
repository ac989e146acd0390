/** Where a network's numbers lie in WebAssembly memory. */

export const rounded = (count) => Math.ceil(count / 8) * 8; // the kernel's rows and columns come in eights

/** Where an entry of a matrix lies behind its first one, in floats: rows in eights, each eight column by column. */
export function entryOf(row, column, columns) {
  return (row - (row & 7)) * columns + 8 * column + (row & 7);
}

/** Hands out stretches of a memory that does not exist yet. */
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

/** Sizes of a network's vectors as they lie in memory, filled up with zeros: every head, too, begins at an eight. */
export class Widths {
  constructor({ n_embd, n_head, n_hidden, vocab_size, block_size }) {
    this.headSize = n_embd / n_head;
    this.stream = rounded(n_embd);
    this.head = rounded(this.headSize);
    this.heads = n_head * this.head;
    this.hidden = rounded(n_hidden);
    this.vocabulary = rounded(vocab_size);
    this.positions = rounded(block_size);
  }

  /** Where an entry of all heads together lies. */
  inHeads(entry) {
    return Math.floor(entry / this.headSize) * this.head + (entry % this.headSize);
  }
}

const SPAN = 384; // columns read at once: eight rows of them and a few tokens stay together in 32 KB of cache

/** A matrix that the kernel multiplies by: at most SPAN columns side by side, behind them the next ones. */
export class Matrix {
  /** @param toRow, toColumn where a row and a column come to lie; rows, columns: how many there are with those between */
  constructor(plan, { shape, values }, rows, columns, toRow = same, toColumn = same) {
    Object.assign(this, { shape, values, rows, columns, toRow, toColumn });
    this.place = plan.floats(rows * columns);
  }

  /** Each part in the order in which it lies: its place (bytes), and its columns, `first` to `first + count`. */
  *parts() {
    for (let first = 0; first < this.columns; first += SPAN)
      yield { place: this.place + 4 * first * this.rows, first, count: Math.min(SPAN, this.columns - first) };
  }

  fill(floats) {
    const [rows, columns] = this.shape;
    const parts = [...this.parts()];
    for (let column = 0; column < columns; column++) {
      const to = this.toColumn(column);
      const { place, first, count } = parts[Math.floor(to / SPAN)];
      for (let row = 0; row < rows; row++)
        floats[place / 4 + entryOf(this.toRow(row), to - first, count)] = this.values[row * columns + column];
    }
    this.values = null; // they are in the memory now
  }
}

const same = (index) => index;

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
