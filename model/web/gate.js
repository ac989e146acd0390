/**
 * The one boundary without a switch: no text that brings together sexual content and anyone under eighteen.
 *
 * The rules come from pipeline/adults_only*.py when the page is exported; here is what applies them, as
 * pipeline/adults_only.py does, and what holds a story back until it was judged, as model/release.py does.
 */

import { Ages, figurePlaces, matchAt } from "./gate-ages.js";
import { Fold } from "./gate-fold.js";
import { Grown, isPast } from "./gate-grown.js";
import { Words } from "./gate-words.js";

const SENTENCE_END = /[.!?…]["'”’)]*[\s\x1c-\x1f\x85]$|\n$/u;
const TAIL = 8; // characters in which a sentence's end shows

export class Refused extends Error {
  constructor(message) {
    super(message);
    this.refused = true;
  }
}

export class Gate {
  /** @param rules what `run.py export --format web` writes */
  constructor(rules) {
    this.rules = rules;
    const { kinds, english, other_languages: elsewhere, relative } = rules.ages;
    const values = { ...elsewhere, ...english };
    const words = new Words(rules.words, {
      kinds: Object.values(kinds).join(", ").split(", "),
      values: Object.keys(values),
      from_two: Object.keys(values).filter((word) => values[word] > 1),
      tens: Object.keys(relative.tens),
    });
    this.folding = new Fold(rules.fold, words);
    this.ages = new Ages(rules.ages, words);
    const compile = (name, flags) => new RegExp(words.pattern(rules.patterns[name]), flags);
    this.sexual = compile("sexual", "g");
    this.weak = compile("weak", "g");
    this.noYoung = compile("no_young", "y");
    this.past = { ...rules.grown, patterns: {} };
    for (const [name, pattern] of Object.entries(rules.grown.patterns)) this.past.patterns[name] = words.pattern(pattern);
  }

  /** {rule, where} of what refuses a text (an offset in the folded text); null when nothing does. */
  refusal(text) {
    const folded = ` ${this.folding.fold(text)}`;
    const content = new Content(folded, (alone) => this.sexualPlaces(folded, alone));
    const found = content.first === undefined ? this.closeSign(content) : (this.strongSign(content) ?? this.weakSign(content));
    return found ? { rule: found[0], where: found[1] } : null;
  }

  /** Offsets of sexual content, in order; `alone` takes suggestive words that count alone near a strong sign. */
  *sexualPlaces(folded, alone) {
    const { stem, suggestive_reach: reach } = this.rules;
    let last = [];
    for (const { index, 0: match, groups } of folded.matchAll(this.sexual)) {
      if (groups.explicit !== undefined) {
        yield index;
        continue;
      }
      if (groups.some === undefined) alone.push(index);
      if (groups.romance !== undefined) continue;
      const word = match.slice(1, stem);
      last = last.filter(([at, other]) => index - at <= reach && other !== word);
      if (last.length === 2) {
        yield index;
        last = last.slice(1);
      }
      last.push([index, word]);
    }
  }

  /** The first strong sign that is not of the past. */
  strongSign(content) {
    for (const sign of this.ages.strongSigns(content.folded)) if (!this.isLeftBehind(sign, content)) return sign;
    return null;
  }

  isLeftBehind([rule, where], content) {
    const kind = this.rules.left_behind[rule];
    return kind !== undefined && isPast(this.past, content, where, where + 1, kind);
  }

  /** The first word for a young person within reach of sexual content, where nothing says that it is none. */
  weakSign(content) {
    const { weak_reach: reach } = this.rules;
    const grown = new Grown(this.past, content.folded);
    for (const { index, 0: word } of content.folded.matchAll(this.weak)) {
      if (!isNear(index, content.all, reach + this.rules.grown.again) || matchAt(this.noYoung, content.folded, index)) continue;
      if (grown.isGrown(index, word) || !isNear(index, content.all, reach)) continue;
      if (!isPast(this.past, content, index, index + word.length, "weak")) return ["young_person_near", index];
    }
    return null;
  }

  /** The first strong sign within reach of a suggestive word that counts alone. */
  closeSign(content) {
    const { strong_reach: reach, edge } = this.rules;
    const { alone, folded } = content;
    const figures = alone.length ? figurePlaces(folded) : null;
    for (const [start, end] of stretches(alone, reach + edge))
      for (const sign of this.ages.strongSigns(folded, figures, start, Math.min(end, folded.length)))
        if (isNear(sign[1], alone, reach) && !this.isLeftBehind(sign, content)) return sign;
    return null;
  }

  /** Throw Refused where a prompt, or it together with a summary that a person wrote, is refused. */
  judgePrompt(prompt, summary) {
    const found = this.refusal(summary ? `${prompt}\n${summary}` : prompt);
    if (found) throw new Refused(`The adults-only gate refuses this text (${found.rule}). Change it to go on.`);
  }

  judge(story) {
    const found = this.refusal(story);
    if (found) throw new Refused(`The adults-only gate refuses what would have followed (${found.rule}). Try another seed, or change the text.`);
  }

  /** Holds a story back until each sentence was judged with all before it. */
  release(prompt, summary) {
    this.judgePrompt(prompt, summary);
    return new Release(this, summary ? `${summary}\n${prompt}` : prompt);
  }
}

/** A folded text and where its sexual content stands. */
class Content {
  constructor(folded, find) {
    Object.assign(this, { folded, alone: [] });
    this.places = find(this.alone);
    this.first = this.places.next().value;
  }

  /** Every place, in order. */
  get all() {
    this.every ??= this.first === undefined ? [] : [this.first, ...this.places];
    return this.every;
  }

  /** The same with the words that count alone near a strong sign. */
  get withAlone() {
    this.both ??= [...this.all, ...this.alone].sort((one, other) => one - other);
    return this.both;
  }
}

class Release {
  constructor(gate, story) {
    Object.assign(this, { gate, story, waiting: "" });
  }

  /** Take a piece of the story; what may be shown now, often nothing. Throws Refused. */
  take(piece) {
    this.waiting += piece;
    const ends = SENTENCE_END.test([...this.waiting.slice(-2 * TAIL)].slice(-TAIL).join(""));
    return ends && this.waiting.length >= this.gate.rules.judged_share * this.story.length ? this.flush() : "";
  }

  /** What still waits, judged. */
  flush() {
    const { waiting } = this;
    this.story += waiting;
    this.waiting = "";
    this.gate.judge(this.story);
    return waiting;
  }
}

/** Start and end of the stretches within reach of sorted places, those that touch as one. */
function stretches(places, reach) {
  const found = [];
  for (const place of places) {
    const low = Math.max(0, place - reach);
    const last = found.at(-1);
    if (last && low <= last[1]) last[1] = place + reach;
    else found.push([low, place + reach]);
  }
  return found;
}

/** True when one of the sorted offsets lies within reach. */
function isNear(where, offsets, reach) {
  return offsets.some((offset) => Math.abs(offset - where) <= reach);
}
