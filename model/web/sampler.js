/** How the network speaks, as model/sampler.py: a window that slides over any length, and a story drawn from it. */

import { END_OF_TEXT, SCENE_BREAK, SUMMARY } from "./tokenizer.js";
import { REMEMBERED, draw, probabilities, softmax } from "./filters.js";
import { Alphabet } from "./mixture.js";
import { Random } from "./random.js";

const SCENE_BREAK_LINE = "***";
const STORY_END = `\n\n${SCENE_BREAK_LINE}\n\n`; // between a story and the next one
const STUDIED = 2048; // newest tokens of a prompt that the network reads; it would have forgotten earlier ones
const PIECE = 64; // tokens read between two looks at whether somebody wants to stop

/** What the network sees of a story: the summary of what left, then the newest tokens. */
export class Window {
  /** @param memory a RunningSummary, or null; @param mixture a Mixture, or null */
  constructor(network, tokenizer, memory, slide, mixture) {
    Object.assign(this, { network, tokenizer, memory, mixture });
    this.leaving = Math.max(1, Math.floor(slide * network.config.block_size));
    this.prefix = [];
    this.recent = [];
    this.ahead = null; // (V,) the network's probabilities of the next token
    this.readSummary();
    this.prime();
  }

  /** (V,) probabilities of the token after all that was read, the mixture included. */
  distribution() {
    return this.mixture ? this.mixture.distribution(this.ahead) : this.ahead;
  }

  /** Read a story's beginning, END_OF_TEXT first; yields how far it is, 0 to 1. @param own as in `study` */
  *begin(story, own = []) {
    const passed = Math.max(0, story.length - STUDIED);
    for (const [told, ids] of runs(story.slice(0, passed), own)) {
      this.hear(told);
      this.passOver(ids);
    }
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
      const piece = ids.slice(position, position + Math.min(size - this.network.length, PIECE));
      const wanted = learn && this.mixture ? "all" : "last";
      this.network.read(piece, wanted, (place, logits) => {
        this.ahead = softmax(logits);
        if (place + 1 < piece.length) this.mixture?.observe(piece[place + 1], this.ahead);
      });
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
    this.prime();
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

  /** Read the prefix and the tokens that stay. */
  prime() {
    this.network.clear();
    this.network.read([...this.prefix, ...this.recent], "none");
  }

  snapshot() {
    const { prefix, recent, ahead } = this;
    const [memory, mixture] = [this.memory?.copy(), this.mixture?.copy()];
    return { prefix, recent: [...recent], ahead, memory, mixture, network: this.network.snapshot() };
  }

  restore(snapshot) {
    const { prefix, recent, ahead, memory, mixture, network } = snapshot;
    Object.assign(this, { prefix, recent: [...recent], ahead, memory: memory?.copy(), mixture: mixture?.copy() });
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

/** Continues a story, token by token, for as long as one listens. */
export class Speaker {
  /** @param window a Window that has read END_OF_TEXT and the story; @param story those ids */
  constructor(window, params, seed, story) {
    Object.assign(this, { window, params, story: story.slice(-REMEMBERED) });
    this.random = new Random(seed);
    this.letters = (window.mixture?.alphabet ?? new Alphabet(window.tokenizer)).letters;
    window.hear(true); // the story's own words are no evidence of what comes next
  }

  token() {
    const weights = probabilities(this.window.distribution(), this.params, this.story, [SUMMARY], this.letters);
    const token = draw(weights, this.random.next());
    this.story.push(token);
    if (this.story.length > 2 * REMEMBERED) this.story = this.story.slice(-REMEMBERED);
    return token;
  }

  /** Endless pieces of text after the story, each with its last token; yields after each token, often an empty text. */
  *pieces() {
    const { tokenizer } = this.window;
    let run = [];
    for (;;) {
      const token = this.token();
      if (token === END_OF_TEXT || token === SCENE_BREAK) {
        if (run.length) yield { text: tokenizer.decode(run), token: run[0] };
        yield { text: token === SCENE_BREAK ? SCENE_BREAK_LINE : STORY_END, token };
        run = [];
      } else {
        run.push(token);
        const whole = tokenizer.decode(run);
        const isDone = !whole.endsWith("\ufffd") || run.length >= 4;
        yield { text: isDone ? whole : "", token };
        if (isDone) run = [];
      }
      for (const _ of this.window.read([token]));
    }
  }
}
