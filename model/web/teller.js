/** Stories from a model: reads what was written, goes on, and shows nothing that the gate has not judged. */

import { EditedSummary, RunningSummary, namesOf } from "./memory.js";
import { Mixture } from "./mixture.js";
import { Speaker } from "./sampler.js";
import { END_OF_TEXT } from "./tokenizer.js";
import { Window } from "./window.js";

export class Teller {
  /** @param model what model.json holds: architecture, sampling, memory, mixture and weights; @param text an NGram or null */
  constructor(model, network, tokenizer, gate, text) {
    Object.assign(this, { model, network, tokenizer, gate, text, read: null });
  }

  /** The running summary of a whole text. */
  summarize(text) {
    const summary = new RunningSummary(this.model.memory);
    summary.feed(text);
    return summary.line();
  }

  /** Names that a person struck out of the summary of a text. */
  struck(text, line) {
    return line === null ? [] : namesOf(this.summarize(text)).filter((name) => !namesOf(line).includes(name));
  }

  /** A window that has read the story; yields how far it is, 0 to 1. What was read the last time is not read again. */
  *windowOn(ids, own, memory, summary, struck) {
    const kind = JSON.stringify([memory, summary, struck]);
    const window = this.newWindow(memory, summary, struck);
    const { read } = this;
    const goesOn = read?.kind === kind && window.studies(ids) && read.ids.every((id, place) => id === ids[place] && read.own[place] === own[place]);
    if (goesOn) {
      window.restore(read.snapshot);
      yield* window.study(ids.slice(read.ids.length), own.slice(read.ids.length));
    } else yield* window.begin(ids, own);
    this.read = { kind, ids, own, snapshot: window.snapshot() };
    return window;
  }

  /** A story's ids, and of each whether the model told it. @param told [start, end] of what it told, in text units */
  encoded(text, told) {
    const [ids, own] = [[END_OF_TEXT], [false]];
    const add = (part, isTold) => {
      for (const id of this.tokenizer.encode(part)) {
        ids.push(id);
        own.push(isTold);
      }
    };
    let end = 0;
    for (const [start, stop] of told) {
      add(text.slice(end, start), false);
      add(text.slice(start, stop), true);
      end = stop;
    }
    add(text.slice(end), false);
    return [ids, own];
  }

  newWindow(memory, summary, struck) {
    const { model, network, tokenizer } = this;
    if (!memory) return new Window(network, tokenizer, null, model.sampling.slide, null);
    const mixture = new Mixture(tokenizer, model.mixture, model.architecture.block_size, model.weights, this.text);
    const running = new RunningSummary(model.memory);
    const names = summary === null ? running : new EditedSummary(running, summary, struck);
    return new Window(network, tokenizer, names, model.sampling.slide, mixture);
  }

  /** Yields {progress} while it reads and {text} while it writes; often {} alone, so that it can be stopped. */
  *write({ prompt, told, characters, seed, sampling, memory, summary }) {
    const release = this.gate.release(prompt, summary);
    const [ids, own] = this.encoded(prompt, told);
    const reading = this.windowOn(ids, own, memory, summary, this.struck(prompt, summary));
    let step = reading.next();
    for (; !step.done; step = reading.next()) yield { progress: step.value };
    const speaker = new Speaker(step.value, { ...this.model.sampling, ...sampling }, seed, ids);
    let left = characters;
    for (const { text, token } of speaker.pieces()) {
      if (token === END_OF_TEXT && left < characters) break; // the story ends here
      const shown = [...text].slice(0, left);
      left -= shown.length;
      yield { text: release.take(shown.join("")) };
      if (!left) break;
    }
    yield { text: release.flush() };
  }
}
