/** Stories from a model: reads what was written, goes on, and shows nothing that the gate has not judged. */

import { FixedSummary, RunningSummary } from "./memory.js";
import { Mixture } from "./mixture.js";
import { Speaker, Window } from "./sampler.js";
import { END_OF_TEXT } from "./tokenizer.js";

export class Teller {
  /** @param model what model.json holds: architecture, sampling, memory, mixture and weights */
  constructor(model, network, tokenizer, gate) {
    Object.assign(this, { model, network, tokenizer, gate, read: null });
  }

  memoryOf(summary) {
    return summary === null ? new RunningSummary(this.model.memory) : new FixedSummary(summary, this.model.memory);
  }

  /** The running summary that a text has by now, without asking the network. */
  summarize(text) {
    const length = { config: this.network.config, length: 0, clear: () => (length.length = 0), read: (ids) => (length.length += ids.length) };
    const window = new Window(length, this.tokenizer, this.memoryOf(null), this.model.sampling.slide, null);
    for (const _ of window.begin([END_OF_TEXT, ...this.tokenizer.encode(text)]));
    return window.memory.line();
  }

  /** A window that has read the story; yields how far it is, 0 to 1. What was read the last time is not read again. */
  *windowOn(ids, memory, summary) {
    const kind = JSON.stringify([memory, summary]);
    const window = this.newWindow(memory, summary);
    const { read } = this;
    const goesOn = read?.kind === kind && window.studies(ids) && read.ids.every((id, place) => id === ids[place]);
    if (goesOn) {
      window.restore(read.snapshot);
      const rest = ids.slice(read.ids.length);
      for (const position of window.read(rest, true)) yield position / rest.length;
    } else yield* window.begin(ids);
    this.read = { kind, ids, snapshot: window.snapshot() };
    return window;
  }

  newWindow(memory, summary) {
    const { model, network, tokenizer } = this;
    const mixture = memory ? new Mixture(tokenizer, model.mixture, model.architecture.block_size, model.weights) : null;
    return new Window(network, tokenizer, memory ? this.memoryOf(summary) : null, model.sampling.slide, mixture);
  }

  /** Yields {progress} while it reads and {text} while it writes; often {} alone, so that it can be stopped. */
  *write({ prompt, characters, seed, sampling, memory, summary }) {
    const release = this.gate.release(prompt, memory ? summary : null);
    const ids = [END_OF_TEXT, ...this.tokenizer.encode(prompt)];
    const reading = this.windowOn(ids, memory, summary);
    let step = reading.next();
    for (; !step.done; step = reading.next()) yield { progress: step.value };
    const speaker = new Speaker(step.value, { ...this.model.sampling, ...sampling }, seed, ids);
    let left = characters;
    for (const piece of speaker.text()) {
      for (const character of [...piece].slice(0, left)) {
        const text = release.take(character);
        left -= 1;
        if (text) yield { text };
      }
      if (!left) break;
      yield {};
    }
    yield { text: release.flush() };
  }
}
