/** What the network sees of a story, as model/sampler.py: a window that slides over any length. */

import { softmax } from "./filters.js";
import { BATCH } from "./network.js";
import { END_OF_TEXT, SCENE_BREAK, SUMMARY } from "./tokenizer.js";

export const SCENE_BREAK_LINE = "***";
const STUDIED = 2048; // newest tokens of a prompt that the network reads; it would have forgotten earlier ones
const PASSED = 8192; // tokens that only the memory takes in, between two looks at whether somebody wants to stop
const AHEAD = 3; // tokens of the next window read beside one of this one: they share its pass over the weights

/** What the network sees of a story: the summary of what left, then the newest tokens. */
export class Window {
  /** @param memory a RunningSummary, or null; @param mixture a Mixture, or null */
  constructor(network, tokenizer, memory, slide, mixture) {
    Object.assign(this, { network, tokenizer, memory, mixture });
    this.leaving = Math.max(1, Math.floor(slide * network.config.block_size));
    this.prefix = [];
    this.recent = [];
    this.ahead = null; // (V,) the network's probabilities of the next token
    this.following = null; // {prefix, gone}: what the next window begins with, and how much of `recent` it does without
    this.readSummary();
  }

  /** (V,) probabilities of the token after all that was read, the mixture included. */
  distribution() {
    return this.mixture ? this.mixture.distribution(this.ahead) : this.ahead;
  }

  /** Read a story's beginning, END_OF_TEXT first; yields how far it is, 0 to 1. @param own as in `study` */
  *begin(story, own = []) {
    this.prime();
    const passed = Math.max(0, story.length - STUDIED);
    for (const [told, ids] of runs(story.slice(0, passed), own)) {
      this.hear(told);
      for (let start = 0; start < ids.length; start += PASSED) {
        this.passOver(ids.slice(start, start + PASSED));
        yield 0;
      }
    }
    if (passed) this.prime();
    yield* this.study(story.slice(passed), own.slice(passed));
  }

  /** Read what was written; yields how far it is. @param own of each token, whether the model told it itself */
  *study(ids, own) {
    let done = 0;
    for (const [told, run] of runs(ids, own)) {
      this.hear(told);
      for (const position of this.read(run, !told)) yield (done + position) / ids.length;
      done += run.length;
    }
  }

  /** Whether what comes was told by the model itself: the story's cache never finds that again. */
  hear(told) {
    this.mixture?.cache.close(told);
  }

  /**
   * Read tokens behind those read before; yields now and then.
   * @param learn adapt the mixture's weights to these tokens: a person wrote them
   */
  *read(ids, learn = false) {
    const size = this.network.config.block_size;
    for (let position = 0; position < ids.length; ) {
      this.mixture?.observe(ids[position], learn ? this.ahead : null);
      if (this.network.length === size) this.slide();
      const piece = ids.slice(position, position + Math.min(size - this.network.length, BATCH));
      const wanted = learn && this.mixture ? "all" : "last";
      const take = (place, logits) => {
        this.ahead = softmax(logits);
        if (place + 1 < piece.length) this.mixture?.observe(piece[place + 1], this.ahead);
      };
      if (piece.length === 1) this.network.step(piece[0], this.besides(piece[0]), take);
      else this.network.read(piece, wanted, take);
      if (wanted === "last") piece.slice(1).forEach((token) => this.mixture?.observe(token, null));
      this.recent.push(...piece);
      position += piece.length;
      yield position;
    }
  }

  /** Whether the network reads the whole of a story. */
  studies(story) {
    return story.length <= STUDIED;
  }

  /** Take tokens into the memory as if the window had slid over them; the network reads none of them. */
  passOver(ids) {
    for (const token of ids) this.mixture?.observe(token, null);
    this.recent.push(...ids);
    this.leave(this.recent.length);
  }

  /** Let the oldest tokens leave into the summary, and read what stays anew behind it. */
  slide() {
    while (this.prefix.length + this.recent.length >= this.network.config.block_size) this.leave(this.leaving);
    this.prime();
  }

  /** Move the oldest tokens into the summary. */
  leave(count) {
    const left = this.recent.splice(0, count);
    if (!this.memory) return;
    this.memory.feed(plainText(this.tokenizer, left));
    this.readSummary();
  }

  /** Put the present summary in front. */
  readSummary() {
    if (!this.memory) return;
    const line = this.memory.line();
    this.prefix = summaryIds(this.tokenizer, line, this.network.config.block_size >> 1);
    this.mixture?.readSummary(line);
  }

  /** Read the prefix and the tokens that stay, as far as they were not read ahead. */
  prime() {
    this.following = null;
    this.network.turn([...this.prefix, ...this.recent]);
  }

  /** What to read of the next window beside a token of this one, so that it has been read when this one is full. */
  besides(token) {
    const size = this.network.config.block_size;
    const room = size - this.network.length;
    if (room * (AHEAD + 1) <= size) this.following ??= this.foreseen();
    if (!this.following) return [];
    const { prefix, gone } = this.following;
    const ids = [...prefix, ...this.recent.slice(gone), token];
    const done = this.network.readAhead(ids);
    const left = ids.length - done + room - 1; // by the time this window is full
    if (left < AHEAD * room) return [];
    return ids.slice(done, done + Math.min(Math.max(AHEAD, Math.ceil(left / room)), BATCH - 1));
  }

  /** What `slide` will do when this window is full: that depends on its oldest tokens alone, which stand. */
  foreseen() {
    const size = this.network.config.block_size;
    const memory = this.memory?.copy();
    let { prefix } = this;
    let gone = 0;
    for (let full = size; full >= size; full = size - this.prefix.length - gone + prefix.length) {
      if (gone + this.leaving > this.recent.length) return null;
      memory?.feed(plainText(this.tokenizer, this.recent.slice(gone, gone + this.leaving)));
      gone += this.leaving;
      if (memory) prefix = summaryIds(this.tokenizer, memory.line(), size >> 1);
    }
    return { prefix, gone };
  }

  snapshot() {
    const { prefix, recent, ahead } = this;
    const [memory, mixture] = [this.memory?.copy(), this.mixture?.copy()];
    return { prefix, recent: [...recent], ahead, memory, mixture, network: this.network.snapshot() };
  }

  restore(snapshot) {
    const { prefix, recent, ahead, memory, mixture, network } = snapshot;
    Object.assign(this, { prefix, recent: [...recent], ahead, memory: memory?.copy(), mixture: mixture?.copy() });
    this.following = null;
    this.network.restore(network);
  }
}

/** Tokens in runs of one author: [whether the model told them, ids]. */
function* runs(ids, own) {
  for (let start = 0, end = 0; start < ids.length; start = end) {
    const told = own[start] ?? false;
    while (end < ids.length && (own[end] ?? false) === told) end++;
    yield [told, ids.slice(start, end)];
  }
}

/** Ids that stand before a window's text, cut at the front of the line where bytes make it too long. */
function summaryIds(tokenizer, line, most) {
  return line ? [SUMMARY, ...tokenizer.encode(`${line}\n`).slice(1 - most)] : [];
}

/** Ids as a reader sees them: scene breaks as a line, no other control token. */
function plainText(tokenizer, ids) {
  let text = "";
  let run = [];
  for (const token of [...ids, END_OF_TEXT]) {
    if (token > SUMMARY) {
      run.push(token);
      continue;
    }
    text += tokenizer.decode(run) + (token === SCENE_BREAK ? SCENE_BREAK_LINE : "");
    run = [];
  }
  return text;
}
