import { changed, joined } from "./spans.js";

/** The story as the page keeps it: its text, which passage is the model's newest, and every state to go back to. */

const MOST_STATES = 500;
const MOST_CHARACTERS = 2e7; // of all states together

export class Story {
  constructor(text = "") {
    this.text = text;
    this.passage = null; // {start, end} of what the model wrote last
    this.told = []; // [start, end] of all that it wrote and nobody changed
    this.past = [];
    this.future = [];
  }

  /** Note the present state as one to come back to; what was undone before is gone. */
  mark() {
    const last = this.past.at(-1);
    if (last?.text !== this.text) this.past.push(this.state);
    this.future = [];
    let kept = this.past.reduce((sum, state) => sum + state.text.length, 0);
    while (this.past.length > MOST_STATES || (this.past.length > 1 && kept > MOST_CHARACTERS))
      kept -= this.past.shift().text.length;
  }

  get state() {
    return { text: this.text, passage: this.passage, told: this.told };
  }

  /** Take a text in, with the passage that the model wrote last and all that it told where that is known. */
  set(text, passage, told) {
    this.text = plain(text);
    const known = Array.isArray(told) ? told.filter((span) => Array.isArray(span)) : [];
    this.told = joined(known.map(([start, end]) => [start | 0, Math.min(end | 0, this.text.length)]));
    const fits = passage && passage.start >= 0 && passage.start < passage.end && passage.end <= this.text.length;
    this.passage = fits ? { start: passage.start, end: passage.end } : null;
  }

  /** A person changed the text. */
  edit(text) {
    const { passage } = this;
    if (passage && this.text.slice(0, passage.end) !== text.slice(0, passage.end)) this.passage = null;
    this.told = changed(this.told, this.text, text);
    this.text = text;
  }

  /** Begin a passage of the model's at the end. */
  begin() {
    this.mark();
    this.passage = { start: this.text.length, end: this.text.length };
  }

  /** The model wrote on. */
  append(text) {
    this.told = joined([...this.told, [this.text.length, this.text.length + plain(text).length]]);
    this.text += plain(text);
    this.passage = { start: this.passage.start, end: this.text.length };
  }

  /** Whether the newest passage can be taken back and tried again. */
  get retriable() {
    return this.passage !== null && this.passage.end > this.passage.start;
  }

  /** Take the newest passage back, and whatever was written behind it. */
  takeBack() {
    this.mark();
    this.told = joined(this.told.map(([start, end]) => [start, Math.min(end, this.passage.start)]));
    this.text = this.text.slice(0, this.passage.start);
    this.passage = null;
  }

  undo() {
    return this.travel(this.past, this.future);
  }

  redo() {
    return this.travel(this.future, this.past);
  }

  /** Go to the newest state of `from` that differs; whether there was one. */
  travel(from, to) {
    while (from.length && from.at(-1).text === this.text) from.pop();
    const state = from.pop();
    if (!state) return false;
    to.push(this.state);
    Object.assign(this, state);
    return true;
  }

  get undoable() {
    return this.past.some((state) => state.text !== this.text);
  }

  get redoable() {
    return this.future.some((state) => state.text !== this.text);
  }
}

/** A text with the line ends that a text field has. */
function plain(text) {
  return text.replace(/\r\n?/g, "\n");
}

/** Words of a text, however it is written. */
export function countWords(text) {
  return text.match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
