/** What was read of one text: its tokens, and of each layer and head their keys and values, where attention looks for them. */

import { entryOf, rounded } from "./layout.js";

const FAR = -1e30; // a score that comes to nothing

export class Context {
  /** @param network the Network that reads; its memory holds the tables from `plan` */
  constructor(network, plan) {
    const { config, widths } = network;
    Object.assign(this, { network, ids: [] });
    this.size = config.n_layer * widths.heads * widths.positions;
    this.keys = plan.floats(this.size); // layer and head: a matrix of positions by entries
    this.values = plan.floats(this.size); // layer and head: a matrix of entries by positions
  }

  /** Tokens read so far. */
  get length() {
    return this.ids.length;
  }

  /** Floats in front of a head's table. */
  table(layer, head) {
    const { config, widths } = this.network;
    return (layer * config.n_head + head) * widths.head * widths.positions;
  }

  /** Keep a layer's keys and values of the newest tokens, which stand in rows `first` to `end` of the network's buffers. */
  keep(weights, layer, first, end) {
    const { config, widths, places, floats } = this.network;
    for (let row = first; row < end; row++) {
      const position = this.length - end + row;
      this.network.turned(places.key, row, weights.keyNorm, position);
      for (let head = 0; head < config.n_head; head++) {
        const table = this.table(layer, head);
        const from = row * widths.heads + head * widths.head;
        const key = this.keys / 4 + table + entryOf(position, 0, widths.head);
        for (let entry = 0; entry < widths.headSize; entry++) floats[key + 8 * entry] = floats[places.key / 4 + from + entry];
        const value = this.values / 4 + table + 8 * position; // eights of entries lie side by side
        for (let entry = 0; entry < widths.head; entry += 8)
          for (let one = 0; one < 8; one++)
            floats[value + entry * widths.positions + one] = floats[places.value / 4 + from + entry + one];
      }
    }
  }

  /** What the newest tokens, rows `first` to `end`, take from all up to themselves: queries in, results into `mixed`. */
  attend(weights, layer, first, end) {
    const { network } = this;
    const { config, widths, places, floats, kernel } = network;
    const [seen, count] = [rounded(this.length), end - first];
    const [heads, scores] = [4 * widths.heads, 4 * widths.positions]; // bytes from a token to the next
    for (let row = first; row < end; row++) network.turned(places.query, row, weights.queryNorm, this.length - end + row);
    floats.fill(0, places.mixed / 4 + first * widths.heads, places.mixed / 4 + end * widths.heads);
    for (let head = 0; head < config.n_head; head++) {
      const table = 4 * this.table(layer, head);
      const at = first * heads + 4 * head * widths.head;
      floats.fill(0, places.scores / 4, places.scores / 4 + count * widths.positions);
      kernel.product(places.scores, this.keys + table, places.query + at, seen, count, widths.head, scores, 32 * widths.head, heads);
      for (let row = 0; row < count; row++) this.weigh(places.scores + row * scores, this.length - count + row + 1, seen);
      kernel.product(places.mixed + at, this.values + table, places.scores, widths.head, count, seen, heads, 32 * widths.positions, scores);
    }
  }

  /** A token's scores into shares of those that it may see; none of the others. */
  weigh(scores, visible, seen) {
    const { floats, kernel, widths } = this.network;
    const from = scores / 4;
    const filled = Math.ceil(visible / 4) * 4;
    floats.fill(FAR, from + visible, from + filled);
    kernel.softmax(scores, 4 * filled, 1 / Math.sqrt(widths.headSize));
    floats.fill(0, from + visible, from + seen);
  }

  /** Keys, values and tokens, to come back to. */
  snapshot() {
    const copied = (place) => this.network.floats.slice(place / 4, place / 4 + this.size);
    return { ids: [...this.ids], keys: copied(this.keys), values: copied(this.values) };
  }

  restore({ ids, keys, values }) {
    this.ids = [...ids];
    this.network.floats.set(keys, this.keys / 4);
    this.network.floats.set(values, this.values / 4);
  }
}
