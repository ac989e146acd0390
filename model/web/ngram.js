/** What usually follows in the training text: the n-gram of model/ngram.py, where training counted one. */

export class NGram {
  /** @param tensors what ngram.safetensors holds */
  constructor(tensors) {
    const values = (name) => tensors.get(name).values;
    this.symbols = values("symbols");
    this.places = new Map([...this.symbols].map((symbol, place) => [symbol, place]));
    this.bits = BigInt(this.symbols.length.toString(2).length);
    this.levels = []; // the shortest n-grams first
    for (let number = 0; tensors.has(`${number}.grams`); number++) {
      const [grams, shares, contexts, left] = ["grams", "shares", "contexts", "left"].map((name) => values(`${number}.${name}`));
      this.levels.unshift({ grams, shares, contexts, left });
    }
    this.order = this.levels.length - 1;
  }

  /** Each seen symbol's probability after the newest ids. */
  following(recent) {
    const { symbols, bits } = this;
    const newest = recent.map((id) => BigInt(this.places.get(id) ?? symbols.length));
    const probability = new Float64Array(symbols.length).fill(1 / (symbols.length + 1));
    for (const [length, { grams, shares, contexts, left }] of this.levels.entries()) {
      if (length > newest.length) break;
      const context = newest.slice(newest.length - length).reduce((key, place) => (key << bits) | place, 0n);
      const at = lowest(contexts, context);
      if (contexts[at] !== context) break; // then no longer one was seen either
      const first = context << bits;
      const last = lowest(grams, first + BigInt(symbols.length));
      for (let place = 0; place < probability.length; place++) probability[place] *= left[at];
      for (let gram = lowest(grams, first); gram < last; gram++) probability[Number(grams[gram] - first)] += shares[gram];
    }
    const total = probability.reduce((sum, share) => sum + share, 0);
    return new Map([...symbols].map((symbol, place) => [symbol, probability[place] / total]));
  }
}

/** The first place of sorted keys that is not below one. */
function lowest(keys, key) {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
