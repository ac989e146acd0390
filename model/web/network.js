/** The network of model/gpt.py for one story: token ids in, logits out, keys and values kept in WebAssembly memory. */

import { kernelOn } from "./kernel.js";
import { Plan, entryOf, layerOf, paddedSize, rotaryTable, rounded } from "./layout.js";

const BATCH = 64; // tokens read at once: they share each pass over the weights
const PAGE = 65536;
const EPSILON = 1e-6;

export class Network {
  /**
   * @param config GPTConfig: vocab_size, block_size, n_layer, n_head, n_embd, n_hidden, n_previous, rope_theta
   * @param tensors name -> {shape, values}, as a checkpoint's model.safetensors holds them
   */
  constructor(config, tensors) {
    this.config = config;
    this.headSize = config.n_embd / config.n_head;
    const plan = new Plan();
    const weights = new Map([...tensors].map(([name, { shape }]) => [name, plan.floats(paddedSize(shape))]));
    this.places = this.buffers(plan);
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(plan.end / PAGE) });
    this.floats = new Float32Array(this.memory.buffer);
    this.kernel = kernelOn(this.memory);
    for (const [name, { shape, values }] of tensors) this.store(weights.get(name), shape, values);
    this.layers = Array.from({ length: config.n_layer }, (_, layer) => layerOf(weights, `blocks.${layer}.`));
    this.embeddings = [weights.get("embedding.weight")];
    for (let back = 0; back < config.n_previous; back++) this.embeddings.push(weights.get(`previous.${back}.weight`));
    this.finalNorm = weights.get("norm.weight");
    this.rotary = rotaryTable(config.block_size, this.headSize, config.rope_theta);
    this.ids = [];
  }

  /** Where everything that is computed lies. */
  buffers(plan) {
    const { n_layer, n_head, n_embd, n_hidden, vocab_size, block_size } = this.config;
    this.width = rounded(n_embd);
    this.headWidth = rounded(this.headSize);
    this.hiddenWidth = rounded(n_hidden);
    this.vocabularyWidth = rounded(vocab_size);
    this.positions = rounded(block_size + 8);
    const heads = n_layer * n_head * this.headWidth * this.positions;
    const batch = (size) => plan.floats(BATCH * size + 64);
    return {
      keys: plan.floats(heads), // layer and head: a matrix of positions by entries
      values: plan.floats(heads), // layer and head: a matrix of entries by positions
      stream: batch(this.width),
      normed: batch(this.width),
      query: batch(n_head * this.headWidth),
      key: batch(this.width),
      value: batch(this.width),
      turned: plan.floats(this.headWidth), // one head's key
      scores: batch(this.positions),
      mixed: batch(this.width),
      headOut: batch(this.headWidth),
      gate: batch(this.hiddenWidth),
      up: batch(this.hiddenWidth),
      logits: batch(this.vocabularyWidth),
    };
  }

  /** Copy a tensor in, its rows and columns filled up with zeros. */
  store(place, shape, values) {
    const { floats } = this;
    if (shape.length === 1) return void floats.set(values, place / 4);
    const [rows, columns] = shape;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        floats[place / 4 + entryOf(row, column, rounded(columns))] = values[row * columns + column];
  }

  /** Tokens read so far. */
  get length() {
    return this.ids.length;
  }

  /** Forget what was read. */
  clear() {
    this.ids = [];
  }

  /**
   * Read tokens behind those read before; at most block_size in all.
   * @param wanted "all", "last" or "none": for which tokens the logits of the next one are computed
   * @param take called with (place in ids, logits: Float32Array (V,) valid during the call)
   */
  read(ids, wanted, take) {
    for (let start = 0; start < ids.length; start += BATCH) {
      const piece = ids.slice(start, start + BATCH);
      const isLast = start + piece.length === ids.length;
      const first = wanted === "all" ? 0 : wanted === "last" && isLast ? piece.length - 1 : piece.length;
      this.forward(piece, first);
      for (let place = first; place < piece.length; place++) take(start + place, this.logitsOf(place));
    }
  }

  logitsOf(place) {
    const start = this.places.logits / 4 + place * this.vocabularyWidth;
    return this.floats.subarray(start, start + this.config.vocab_size);
  }

  forward(ids, first) {
    const count = ids.length;
    const start = this.length;
    this.ids.push(...ids);
    this.embed(start, count);
    this.layers.forEach((layer, number) => {
      const isLast = number === this.layers.length - 1;
      this.block(layer, number, start, count, isLast ? first : 0);
    });
    if (first === count) return;
    const { stream, normed, logits } = this.places;
    this.norm(normed, stream, this.finalNorm, first, count);
    this.product(logits, this.vocabularyWidth, this.embeddings[0], this.vocabularyWidth, this.width, normed, this.width, first, count);
  }

  /** Each token's embedding plus those of the tokens before it, by distance. */
  embed(start, count) {
    const { floats, width } = this;
    const stream = this.places.stream / 4;
    floats.fill(0, stream, stream + count * width);
    for (let token = 0; token < count; token++)
      for (let back = 0; back < this.embeddings.length && back <= start + token; back++) {
        const [from, id, to] = [this.embeddings[back] / 4, this.ids[start + token - back], stream + token * width];
        for (let entry = 0; entry < width; entry++) floats[to + entry] += floats[from + entryOf(id, entry, width)];
      }
  }

  /** One layer; the tokens before `first` leave only their keys and values. */
  block(layer, number, start, count, first) {
    const { width, hiddenWidth, places, kernel } = this;
    this.norm(places.normed, places.stream, layer.attentionNorm, 0, count);
    this.product(places.key, width, layer.key, width, width, places.normed, width, 0, count);
    this.product(places.value, width, layer.value, width, width, places.normed, width, 0, count);
    this.keep(layer, number, start, count);
    if (first === count) return;
    this.product(places.mixed, width, layer.query, width, width, places.normed, width, first, count);
    this.attend(layer, number, start, first, count);
    this.product(places.normed, width, layer.output, width, width, places.mixed, width, first, count);
    this.add(places.normed, first, count);
    this.norm(places.normed, places.stream, layer.hiddenNorm, first, count);
    this.product(places.gate, hiddenWidth, layer.gate, hiddenWidth, width, places.normed, width, first, count);
    this.product(places.up, hiddenWidth, layer.up, hiddenWidth, width, places.normed, width, first, count);
    const skipped = 4 * first * hiddenWidth;
    kernel.gate(places.gate + skipped, places.up + skipped, 4 * (count - first) * hiddenWidth);
    this.product(places.normed, width, layer.down, width, hiddenWidth, places.gate, hiddenWidth, first, count);
    this.add(places.normed, first, count);
  }

  /** y = w x for the tokens from `first`; strides in floats. */
  product(y, yWidth, w, rows, columns, x, xWidth, first, count) {
    const [toY, toX] = [y + 4 * first * yWidth, x + 4 * first * xWidth];
    this.kernel.product(toY, w, toX, rows, count - first, 4 * columns, 4 * yWidth, 32 * columns, 4 * xWidth);
  }

  /** stream += x, token by token. */
  add(x, first, count) {
    const { floats, width } = this;
    const [to, from] = [this.places.stream / 4, x / 4];
    for (let place = first * width; place < count * width; place++) floats[to + place] += floats[from + place];
  }

  /** RMSNorm of the tokens from `first`. */
  norm(y, x, weight, first, count) {
    for (let token = first; token < count; token++) {
      const skipped = token * this.width;
      this.normOne(y / 4 + skipped, x / 4 + skipped, weight / 4, this.config.n_embd);
    }
  }

  normOne(to, from, weight, size) {
    const { floats } = this;
    let sum = 0;
    for (let entry = 0; entry < size; entry++) sum += floats[from + entry] * floats[from + entry];
    const scale = 1 / Math.sqrt(sum / size + EPSILON);
    for (let entry = 0; entry < size; entry++) floats[to + entry] = floats[from + entry] * scale * floats[weight + entry];
  }

  /** Put a layer's new keys and values where attention looks for them. */
  keep(layer, number, start, count) {
    const { floats, headSize, headWidth, positions, places, width } = this;
    const turned = places.turned / 4;
    for (let head = 0; head < this.config.n_head; head++) {
      const table = (number * this.config.n_head + head) * headWidth * positions;
      const [keys, values] = [places.keys / 4 + table, places.values / 4 + table];
      for (let token = 0; token < count; token++) {
        const from = token * width + head * headSize;
        const position = start + token;
        this.normOne(turned, places.key / 4 + from, layer.keyNorm / 4, headSize);
        this.rotate(turned, position);
        for (let entry = 0; entry < headSize; entry++) {
          floats[keys + entryOf(position, entry, headWidth)] = floats[turned + entry];
          floats[values + entryOf(entry, position, positions)] = floats[places.value / 4 + from + entry];
        }
      }
    }
  }

  /** Turn one head's vector by its position's angles (Su et al. 2021). */
  rotate(place, position) {
    const { floats, rotary } = this;
    const half = this.headSize / 2;
    for (let entry = 0; entry < half; entry++) {
      const cos = rotary.cos[position * half + entry];
      const sin = rotary.sin[position * half + entry];
      const [a, b] = [floats[place + entry], floats[place + half + entry]];
      floats[place + entry] = a * cos - b * sin;
      floats[place + half + entry] = b * cos + a * sin;
    }
  }

  /** What each token from `first` takes from those up to itself: queries in `mixed`, results there as well. */
  attend(layer, number, start, first, count) {
    const { floats, headSize, headWidth, positions, places, width, kernel } = this;
    const seen = rounded(start + count);
    const scale = 1 / Math.sqrt(headSize);
    const scores = places.scores + 4 * first * positions;
    for (let head = 0; head < this.config.n_head; head++) {
      const table = 4 * (number * this.config.n_head + head) * headWidth * positions;
      for (let token = first; token < count; token++) {
        const query = places.query / 4 + token * headWidth;
        this.normOne(query, places.mixed / 4 + token * width + head * headSize, layer.queryNorm / 4, headSize);
        this.rotate(query, start + token);
      }
      this.product(places.scores, positions, places.keys + table, seen, headWidth, places.query, headWidth, first, count);
      for (let token = first; token < count; token++) {
        const row = places.scores / 4 + token * positions;
        floats.fill(-1e30, row + start + token + 1, row + seen);
        kernel.softmax(4 * row, 4 * seen, scale);
        floats.fill(0, row + start + token + 1, row + seen);
      }
      const out = places.headOut + 4 * first * headWidth;
      kernel.product(out, places.values + table, scores, headWidth, count - first, 4 * seen, 4 * headWidth, 32 * positions, 4 * positions);
      for (let token = first; token < count; token++) {
        const from = places.headOut / 4 + token * headWidth;
        floats.copyWithin(places.mixed / 4 + token * width + head * headSize, from, from + headSize);
      }
    }
  }

  /** Keys, values and tokens, to come back to. */
  snapshot() {
    const { keys, values } = this.places;
    const count = this.config.n_layer * this.config.n_head * this.headWidth * this.positions;
    return { ids: [...this.ids], keys: this.floats.slice(keys / 4, keys / 4 + count), values: this.floats.slice(values / 4, values / 4 + count) };
  }

  restore(snapshot) {
    this.ids = [...snapshot.ids];
    this.floats.set(snapshot.keys, this.places.keys / 4);
    this.floats.set(snapshot.values, this.places.values / 4);
  }
}
