/** The network of model/gpt.py for one story: token ids in, logits out. */

import { Context } from "./context.js";
import { SHARE, kernelOn } from "./kernel.js";
import { Plan, Widths, rotaryTable } from "./layout.js";
import { Weights } from "./weights.js";

export const BATCH = 10 * SHARE; // tokens read at once: they share each pass over the weights
const PAGE = 65536;

export class Network {
  /**
   * @param config GPTConfig: vocab_size, block_size, n_layer, n_head, n_embd, n_hidden, n_previous, rope_theta,
   *   tie_word_embeddings
   * @param tensors name -> {shape, values}, as a checkpoint's model.safetensors holds them
   */
  constructor(config, tensors) {
    this.config = config;
    this.widths = new Widths(config);
    const plan = new Plan();
    this.weights = new Weights(config, this.widths, plan, tensors);
    this.places = this.buffers(plan);
    this.now = new Context(this, plan); // the window that speaks
    this.next = new Context(this, plan); // the one that takes its place when it is full, as far as that was read ahead
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(plan.end / PAGE) });
    this.floats = new Float32Array(this.memory.buffer);
    this.kernel = kernelOn(this.memory);
    this.weights.fill(this.floats);
    this.rotary = rotaryTable(config.block_size, this.widths.headSize, config.rope_theta);
  }

  /** Where everything that is computed lies: a row for each token of a batch. */
  buffers(plan) {
    const { stream, heads, hidden, positions, vocabulary } = this.widths;
    const rows = { stream, normed: stream, query: heads, key: heads, value: heads, mixed: heads, gate: hidden, up: hidden };
    const sizes = { ...rows, scores: positions, logits: vocabulary };
    return Object.fromEntries(Object.entries(sizes).map(([name, width]) => [name, plan.floats(BATCH * width)]));
  }

  /** Tokens of the present window. */
  get length() {
    return this.now.length;
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
      this.forward([[this.now, piece]], first);
      for (let row = first; row < piece.length; row++) take(start + row, this.logitsOf(row));
    }
  }

  /**
   * Read one token and, in the same pass over the weights, more of the next window: fewer than BATCH of its tokens.
   * @param take called with the logits, as in `read`
   */
  step(id, ahead, take) {
    this.forward([[this.next, ahead], [this.now, [id]]], ahead.length);
    take(0, this.logitsOf(ahead.length));
  }

  /** Begin a window of these tokens, without asking for logits. What was read of it ahead is not read again. */
  turn(ids) {
    this.now.ids = [];
    if (this.readAhead(ids)) [this.now, this.next] = [this.next, this.now];
    this.read(ids.slice(this.length), "none");
  }

  /** How many of these tokens the next window has read already; it forgets what it read beyond them. */
  readAhead(ids) {
    const read = this.next.ids;
    let same = 0;
    while (same < read.length && read[same] === ids[same]) same++;
    read.length = same;
    return same;
  }

  logitsOf(row) {
    const start = this.places.logits / 4 + row * this.widths.vocabulary;
    return this.floats.subarray(start, start + this.config.vocab_size);
  }

  /** Tokens of some contexts, row behind row; of those before row `first` only keys and values come to be. */
  forward(parts, first) {
    const runs = [];
    let end = 0;
    for (const [context, ids] of parts) {
      if (!ids.length) continue;
      context.ids.push(...ids);
      runs.push({ context, first: end, end: (end += ids.length) });
    }
    for (const run of runs) this.embed(run);
    const { layers, norm, head } = this.weights;
    layers.forEach((layer, number) => this.block(layer, number, runs, number === layers.length - 1 ? first : 0, end));
    if (first === end) return;
    this.norm(norm, first, end);
    this.product("logits", head, "normed", first, end);
  }

  /** Each token's embedding plus those of the tokens before it, by distance. */
  embed({ context: { ids, length }, first, end }) {
    const { floats, kernel, places, weights } = this;
    const width = this.widths.stream;
    for (let row = first; row < end; row++) {
      const position = length - end + row;
      const to = places.stream + 4 * row * width;
      floats.copyWithin(to / 4, weights.embeddings[0] / 4 + ids[position] * width, weights.embeddings[0] / 4 + (ids[position] + 1) * width);
      for (let back = 1; back < weights.embeddings.length && back <= position; back++)
        kernel.sum(to, weights.embeddings[back] + 4 * ids[position - back] * width, 4 * width);
    }
  }

  /** One layer; the tokens before `first` leave only their keys and values. */
  block(layer, number, runs, first, end) {
    const { kernel, places, widths } = this;
    this.norm(layer.attentionNorm, 0, end);
    this.product("key", layer.key, "normed", 0, end);
    this.product("value", layer.value, "normed", 0, end);
    for (const run of runs) run.context.keep(layer, number, run.first, run.end);
    if (first === end) return;
    this.product("query", layer.query, "normed", first, end);
    for (const run of runs) if (first < run.end) run.context.attend(layer, number, Math.max(first, run.first), run.end);
    this.addProduct("stream", layer.output, "mixed", first, end);
    this.norm(layer.hiddenNorm, first, end);
    this.product("gate", layer.gate, "normed", first, end);
    this.product("up", layer.up, "normed", first, end);
    const skipped = 4 * first * widths.hidden;
    kernel.gate(places.gate + skipped, places.up + skipped, 4 * (end - first) * widths.hidden);
    this.addProduct("stream", layer.down, "gate", first, end);
  }

  /** y = w x for some rows of two buffers. */
  product(y, w, x, first, end) {
    const start = this.places[y] / 4;
    this.floats.fill(0, start + first * w.rows, start + end * w.rows);
    this.addProduct(y, w, x, first, end);
  }

  /** y += w x. */
  addProduct(y, w, x, first, end) {
    const { kernel, places } = this;
    const [yStride, xStride] = [4 * w.rows, 4 * w.columns];
    const [toY, fromX] = [places[y] + first * yStride, places[x] + first * xStride];
    for (const part of w.parts())
      kernel.product(toY, part.place, fromX + 4 * part.first, w.rows, end - first, part.count, yStride, 32 * part.count, xStride);
  }

  /** normed = RMSNorm(stream). */
  norm(weight, first, end) {
    const { kernel, places, widths, config } = this;
    for (let row = first; row < end; row++) {
      const skipped = 4 * row * widths.stream;
      kernel.norm(places.normed + skipped, places.stream + skipped, weight, 4 * widths.stream, 1 / config.n_embd);
    }
  }

  /** A token's queries or keys, normalised head by head and turned by its position's angles (Su et al. 2021), in place. */
  turned(place, row, weight, position) {
    const { floats, rotary, kernel, widths } = this;
    const half = widths.headSize / 2;
    for (let head = 0; head < this.config.n_head; head++) {
      const start = place + 4 * (row * widths.heads + head * widths.head);
      kernel.norm(start, start, weight, 4 * widths.head, 1 / widths.headSize);
      for (let entry = 0, at = start / 4, angle = position * half; entry < half; entry++, at++, angle++) {
        const [a, b] = [floats[at], floats[at + half]];
        floats[at] = a * rotary.cos[angle] - b * rotary.sin[angle];
        floats[at + half] = b * rotary.cos[angle] + a * rotary.sin[angle];
      }
    }
  }

  snapshot() {
    return this.now.snapshot();
  }

  restore(snapshot) {
    this.now.restore(snapshot);
  }
}
