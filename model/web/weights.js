/** A checkpoint's tensors as the kernel reads them, in WebAssembly memory. */

import { Matrix } from "./layout.js";

export class Weights {
  /**
   * @param plan a Plan, which says where everything will lie; `fill` puts it there
   * @param tensors name -> {shape, values}, as a checkpoint's model.safetensors holds them
   */
  constructor(config, widths, plan, tensors) {
    Object.assign(this, { config, widths, plan, tensors, matrices: [], rows: [] });
    const { vocab_size: V, n_embd: C } = config;
    this.embeddings = [this.table("embedding", [V, C], widths.stream)];
    for (let back = 0; back < config.n_previous; back++) this.embeddings.push(this.table(`previous.${back}`, [V, C], widths.stream));
    this.layers = Array.from({ length: config.n_layer }, (_, number) => this.layer(`blocks.${number}.`));
    this.norm = this.table("norm", [C], widths.stream);
    this.head = this.matrix(config.tie_word_embeddings ? "embedding" : "head", [V, C], widths.vocabulary, widths.stream);
  }

  layer(prefix) {
    const { stream, head, heads, hidden, headSize: D } = this.widths;
    const { n_embd: C, n_hidden: H } = this.config;
    const inHeads = (entry) => this.widths.inHeads(entry);
    const matrix = (name, ...where) => this.matrix(prefix + name, ...where);
    const vector = (name, ...where) => this.table(prefix + name, ...where);
    return {
      attentionNorm: vector("attention_norm", [C], stream),
      hiddenNorm: vector("hidden_norm", [C], stream),
      queryNorm: vector("attention.query_norm", [D], head),
      keyNorm: vector("attention.key_norm", [D], head),
      query: matrix("attention.query", [C, C], heads, stream, inHeads),
      key: matrix("attention.key", [C, C], heads, stream, inHeads),
      value: matrix("attention.value", [C, C], heads, stream, inHeads),
      output: matrix("attention.output", [C, C], stream, heads, undefined, inHeads),
      gate: matrix("hidden.gate", [H, C], hidden, stream),
      up: matrix("hidden.up", [H, C], hidden, stream),
      down: matrix("hidden.down", [C, H], stream, hidden),
    };
  }

  /** A tensor that must have a shape. */
  tensor(name, shape) {
    const found = this.tensors.get(`${name}.weight`);
    if (String(found?.shape) === String(shape)) return found;
    const what = found ? `has ${name}.weight as ${found.shape.join(" x ")}, not ${shape.join(" x ")}` : `lacks ${name}.weight`;
    throw new Error(`model/model.safetensors ${what}: it is not the one that model.json describes; export the page again`);
  }

  matrix(name, shape, ...where) {
    this.matrices.push(new Matrix(this.plan, this.tensor(name, shape), ...where));
    return this.matrices.at(-1);
  }

  /** Place (bytes) of a vector, or of rows of which one is looked up at a time; each is filled up to a width. */
  table(name, shape, width) {
    const { values } = this.tensor(name, shape);
    const size = shape.at(-1);
    const place = this.plan.floats((values.length / size) * width);
    this.rows.push({ place, values, size, width });
    return place;
  }

  /** Put everything into the memory, and let go of where it came from. */
  fill(floats) {
    for (const matrix of this.matrices) matrix.fill(floats);
    for (const { place, values, size, width } of this.rows)
      for (let row = 0; row * size < values.length; row++)
        floats.set(values.subarray(row * size, (row + 1) * size), place / 4 + row * width);
    this.rows = this.tensors = null;
  }
}
