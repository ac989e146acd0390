/** How the network speaks, as model/sampler.py: a story drawn from what its window makes of it. */

import { END_OF_TEXT, SCENE_BREAK, SUMMARY } from "./tokenizer.js";
import { REMEMBERED, draw, probabilities } from "./filters.js";
import { Alphabet } from "./mixture.js";
import { Random } from "./random.js";
import { SCENE_BREAK_LINE } from "./window.js";

const STORY_END = `\n\n${SCENE_BREAK_LINE}\n\n`; // between a story and the next one

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
