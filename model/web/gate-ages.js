/** Strong signs of someone under eighteen, in folded text; as pipeline/gate/ages.py, which explains them. */

import { Relative } from "./gate-relative.js";
import { backwards } from "./gate-words.js";

const STATED_AGE = "stated_age";

export class Ages {
  /**
   * @param rules the part `ages` of the exported rules
   * @param words makes the patterns, from the part `words`
   */
  constructor(rules, words) {
    this.rules = rules;
    const compile = (name, flags) => new RegExp(words.pattern(rules.patterns[name]), flags);
    this.inWords = compile("in_words", "g");
    this.at = {}; // the others, each tried at one place
    for (const name of Object.keys(rules.patterns)) this.at[name] = compile(name, "y");
    this.strong = Object.entries(rules.strong).map(([rule, pattern]) => [rule, new RegExp(words.pattern(pattern), "y")]);
    this.english = new Set(Object.keys(rules.english));
    this.elsewhere = new Set(Object.keys(rules.other_languages));
    this.values = new Map(Object.entries({ ...rules.other_languages, ...rules.english }));
    for (const word of words.words.eighteen) this.values.set(word, 18);
    this.kinds = new Map();
    for (const [kinds, list] of Object.entries(rules.kinds))
      for (const word of list.split(", ")) this.kinds.set(word, kinds.split(" "));
    this.relative = new Relative(rules.relative, this.values, compile);
  }

  match(name, text, place) {
    return matchAt(this.at[name], text, place);
  }

  /** [rule, place] of each strong sign between two places, in order. */
  *strongSigns(folded, figures = figurePlaces(folded), start = 0, end = folded.length) {
    const text = folded.slice(0, end);
    let done = 0;
    for (const found of merged(this.worded(text, start), this.figured(text, figures, start))) {
      const rule = found.index >= done && this.ruleOf(folded, found);
      if (rule) yield [rule, found.index];
      done = Math.max(done, found.index + found[0].length);
    }
  }

  *worded(text, start) {
    for (let place = start; ; ) {
      this.inWords.lastIndex = place;
      const found = this.inWords.exec(text);
      if (!found) return;
      yield found;
      place = found.index + Math.max(1, found[0].length);
    }
  }

  *figured(text, figures, start) {
    for (const place of figures) {
      if (place < start) continue;
      if (place >= text.length) return;
      const found = this.match("in_figures", text, place);
      if (found) yield found;
    }
  }

  /** The rule behind a match; null for what is excused, and for a number that is no age. */
  ruleOf(folded, found) {
    const place = found.index;
    const end = place + found[0].length;
    const kind = kindOf(found);
    let number = found[0].slice(1);
    if (kind) {
      const [figure] = /^\d+/.exec(number);
      const age = this.isAge(folded, place + 1, end, figure, kind, number.slice(figure.length));
      return age ? STATED_AGE : null;
    }
    if (!this.values.has(number)) number = joined(number);
    if (this.values.has(number)) return this.isWordedAge(folded, place + 1, end, number) ? STATED_AGE : null;
    if (this.match("excused", folded, place)) return null;
    const told = this.relative.match(folded, place);
    if (told) return this.relative.tellsYoung(folded, told) ? STATED_AGE : null;
    return this.strong.find(([, pattern]) => matchAt(pattern, folded, place))?.[0] ?? STATED_AGE;
  }

  isWordedAge(folded, start, end, number) {
    const behind = this.match("after_word", folded, end);
    if (behind) return this.isAge(folded, start, end, number, kindOf(behind), behind[0]);
    const value = this.values.get(number);
    return value >= this.rules.lowest && this.match("no_age", folded, end) !== null && this.hasLead(folded, start, end, number, value);
  }

  /** Whether a number, with what stands behind it, is an age under eighteen. */
  isAge(folded, start, end, number, kind, tail) {
    const value = /^\d+$/.test(number) ? Number(number) : this.values.get(number);
    if (tail.includes("month")) return this.match("grown_years", this.before(folded, start), 0) === null;
    if (kind === "age" && value < 18) return this.match("thing", this.before(folded, start), 0) === null;
    if (kind === "years" && value < 18)
      return !this.isDuration(folded, start, tail) && this.match("thing", this.before(folded, start), 0) === null;
    return value >= this.rules.lowest && value <= 18 && this.hasLead(folded, start, end, number, value);
  }

  isDuration(folded, start, tail) {
    const found = this.match("duration", this.before(folded, start), 0);
    return found !== null && !(found[0].trim() === "ah" && tail.endsWith("anni"));
  }

  /** What stands before a number, backwards. */
  before(folded, start) {
    return backwards(folded.slice(Math.max(0, start - this.rules.reach), start));
  }

  hasLead(folded, start, end, number, value) {
    const before = this.before(folded, start);
    if (value === 18) return this.match("lead_of_eighteen", before, 0) !== null;
    const found = this.match("lead", before, 0);
    if (!found) return false;
    const { lead, bracket } = found.groups;
    const word = lead !== undefined && joined(backwards(lead));
    const kinds = word === false ? [bracket === undefined ? "comma" : "bracket"] : (this.kinds.get(word) ?? []);
    return kinds.some((kind) => this.fits(folded, end, number, value, kind)) && this.match("thing", before, 0) === null;
  }

  fits(folded, end, number, value, kind) {
    const [lowest, closing] = this.rules.ends[kind];
    const words = kind.startsWith("elsewhere") ? this.elsewhere : this.english;
    const known = /^\d+$/.test(number) || words.has(number) || (this.rules.apart.includes(kind) && value > 12);
    return known && lowest <= value && value < 18 && this.match(closing, folded, end) !== null;
  }
}

/** The place before each number of one or two figures that may be an age; as pipeline/gate/figures.py. */
export function figurePlaces(folded) {
  const text = `${folded}    `;
  const figure = (place) => text[place] >= "0" && text[place] <= "9";
  const space = (place) => text[place] <= " ";
  const places = [];
  for (const { index, 0: number } of folded.matchAll(/(?<=[^0-9])[0-9]+/g)) {
    if (number.length > 2) continue;
    const behind = index + number.length;
    const [before, after] = [text[index - 1], text[behind]];
    const far = figure(index - 2);
    const listed = space(index - 1) && (far || (text[index - 2] === "," && figure(index - 3)));
    const goesOn = (space(behind) && figure(behind + 1)) || (after === "," && space(behind + 1) && figure(behind + 2));
    const isDecimal = before === "." && space(index - 2);
    const isListed = before === "," && space(index - 2) && figure(index - 3);
    const inFeet = (before === "'" && far) || (space(index - 1) && text[index - 2] === "'" && figure(index - 3));
    if (inFeet || (after === "'" && space(behind + 1) && figure(behind + 2))) continue;
    if (isDecimal || isListed || (number.length === 2 && number[0] > "1")) continue;
    const isNone = (before >= "a" && before <= "z") || "$#".includes(before) || (far && ".,:".includes(before));
    if (!isNone && !(listed && goesOn) && !(after === ":" && figure(behind + 1))) places.push(index - 1);
  }
  return places;
}

export function matchAt(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

function kindOf(found) {
  const { groups = {} } = found;
  return ["age", "years", "figure"].find((name) => groups[name] !== undefined) ?? null;
}

function joined(words) {
  return words.replaceAll("-", " ").split(/\s+/).filter(Boolean).join(" ");
}

/** Two streams of matches as one, by place. */
function* merged(first, second) {
  let [a, b] = [first.next(), second.next()];
  while (!a.done || !b.done) {
    const takeFirst = b.done || (!a.done && a.value.index <= b.value.index);
    yield takeFirst ? a.value : b.value;
    if (takeFirst) a = first.next();
    else b = second.next();
  }
}
