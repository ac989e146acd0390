/** A pointer into the summary line, as model/pointer.py: a name that a word begins like is proposed letter by letter. */

import { namesOf } from "./memory.js";

const LONG = 5; // letters; longer beginnings count alike
const MANY = 3; // names; more that begin alike count alike
const UPPER = /^\p{Uppercase}/u;

export class SummaryPointer {
  constructor(alphabet) {
    this.alphabet = alphabet;
    this.names = []; // [letters, weight]
    this.word = []; // letters since the last token that was none
  }

  /** Point into this line from now on. */
  line(line) {
    this.names = namesOf(line).reverse().map((name, place) => [[...name], 1 / (place + 1)]);
  }

  observe(token) {
    this.word = this.alphabet.letters[token] ? [...this.word, this.alphabet.characters[token]] : [];
  }

  propose() {
    if (!this.word.length) return this.begin();
    if (!UPPER.test(this.word[0])) return null;
    const { word } = this;
    let rest = 0;
    let many = 0;
    const shares = new Map();
    for (const [name, weight] of this.names) {
      if (!word.every((letter, place) => letter === name[place])) continue;
      many += 1;
      const token = this.alphabet.ids.get(name[word.length]);
      if (name.length === word.length) rest += weight;
      else if (token !== undefined) shares.set(token, (shares.get(token) ?? 0) + weight);
    }
    const situation = `summary ${Math.min(word.length, LONG)} ${Math.min(many, MANY)}`;
    return proposal(situation, shares, rest, false);
  }

  /** The first letters of the names, for where a capital comes. */
  begin() {
    const shares = new Map();
    for (const [[first], weight] of this.names) {
      const token = this.alphabet.ids.get(first);
      if (token !== undefined && this.alphabet.capitals[token]) shares.set(token, (shares.get(token) ?? 0) + weight);
    }
    return proposal("summary 0", shares, 0, true);
  }

  copy() {
    return Object.assign(new SummaryPointer(this.alphabet), this);
  }
}

function proposal(situation, shares, rest, capitals) {
  let total = 0;
  for (const share of shares.values()) total += share;
  total += rest;
  if (!total) return null;
  for (const [token, share] of shares) shares.set(token, share / total);
  return { situation, shares, rest: rest / total, capitals };
}
