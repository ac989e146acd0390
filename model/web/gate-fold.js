/** A text as the adults-only rules read it: plain lower-case ASCII, disguises off; as pipeline/gate/fold.py. */

const REMOVED = 0;
const SEPARATORS = /[\x1c-\x1f]/g; // white space to Python's patterns and none to JavaScript's; a tab is to both

export class Fold {
  /**
   * @param rules the part `fold` of the exported rules
   * @param words makes the patterns, from the part `words`
   */
  constructor(rules, words) {
    this.rules = rules;
    this.table = new Uint8Array(rules.last + 2).fill(rules.other);
    let start = 0;
    for (const [skipped, count, value, step] of rules.table) {
      start += skipped;
      for (let place = 0; place < count; place++) this.table[start + place] = value + step * place;
      start += count;
    }
    const compile = (name, flags) => new RegExp(words.pattern(rules.patterns[name]), flags);
    this.fraction = compile("fraction", "g");
    this.longForms = compile("long_forms", "g");
    this.spelled = compile("spelled", "g");
    this.broken = compile("broken", "g");
    this.mark = compile("mark", "g");
    this.known = compile("known", "");
    this.eachKnown = compile("known", "g");
    this.numerals = Object.entries(rules.numerals).map(([word, value]) => [
      new RegExp(`(?<![\\w.])${word}(?!\\w)`, "g"),
      String(value).padEnd(word.length),
    ]);
    const signs = rules.signs.replaceAll("^", "\\^");
    this.word = new RegExp(`[a-z${signs}]+`, "g");
    this.sign = new RegExp(`[${signs}]`);
    const { disguised } = words.words;
    this.spoken = new Set([...disguised, ...words.plainWords(rules.spoken_in)]);
    this.starred = starredWords(disguised);
  }

  fold(text) {
    const plain = /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : this.toAscii(text);
    const numbers = this.plainNumbers(this.withoutMarkup(plain.replaceAll("_", " ").replace(SEPARATORS, "\t")));
    const words = numbers.replace(this.broken, (all, first, second) => (this.spoken.has(first + second) ? (first + second).padEnd(all.length) : all));
    return ` ${words.replace(this.word, (word) => this.plainWord(word))}`.replace(this.spelled, (all, before, run) => this.plainRun(all, before, run)).slice(1);
  }

  /** One plain ASCII character for each that means something, none for the others. */
  toAscii(text) {
    for (const [letter, plain] of this.rules.spelt_out) text = text.replaceAll(letter, plain);
    const codes = new Uint8Array(text.length * 18); // the longest decomposition
    let end = 0;
    for (const character of text.replace(this.fraction, ".5").replace(this.longForms, " ").normalize("NFKD")) {
      const code = character.codePointAt(0);
      const half = code >= 0xd800 && code <= 0xdfff;
      const plain = half ? 0x3f : this.table[Math.min(code, this.rules.last + 1)];
      if (plain !== REMOVED) codes[end++] = plain;
    }
    return new TextDecoder().decode(codes.subarray(0, end));
  }

  /** A text without tags inside words and with entities as what they stand for; as pipeline/gate/markup.py. */
  withoutMarkup(plain) {
    let made = "";
    let short = 0; // characters taken off since the last white space, where they are given back
    let done = 0;
    const append = (text) => {
      const space = short ? text.search(/\s/) : -1;
      made += space < 0 ? text : text.slice(0, space) + " ".repeat(short) + text.slice(space);
      if (space >= 0) short = 0;
    };
    for (const { index, 0: mark, groups } of plain.matchAll(this.mark)) {
      append(plain.slice(done, index));
      const said = this.meaning(groups);
      made += said;
      short += mark.length - said.length;
      done = index + mark.length;
    }
    append(plain.slice(done));
    return made + " ".repeat(short);
  }

  meaning({ hex, number, letter, name }) {
    if (hex === undefined && number === undefined) return letter ?? this.rules.said[name] ?? "";
    const code = hex === undefined ? Number(number) : parseInt(hex, 16);
    if (code > 0x10ffff) return "";
    for (const sign of String.fromCodePoint(code).normalize("NFKD")) {
      const plain = this.table[Math.min(sign.codePointAt(0), this.rules.last + 1)];
      if (plain !== REMOVED) return String.fromCharCode(plain);
    }
    return "";
  }

  /** Roman numerals and numbers as programs write them in plain figures. */
  plainNumbers(plain) {
    for (const [numeral, figures] of this.numerals) plain = plain.replace(numeral, figures);
    return plain;
  }

  /** `s1xteen` as `sixteen` where a word mixes letters and signs. */
  plainWord(word) {
    if (word.length > this.rules.max_word || !/[a-z]/.test(word) || !this.sign.test(word)) return word;
    const starred = word.includes("*") && this.starred.get(word);
    if (starred) return starred;
    for (const letters of [this.rules.as_i, this.rules.as_l]) {
      const plain = [...word].map((sign) => letters[sign] ?? sign).join("");
      if (this.spoken.has(plain)) return plain.padEnd(word.length);
    }
    return word;
  }

  /** `s i x t e e n` as `sixteen`; a run of letters that spells no such word as it stands. */
  plainRun(all, before, run) {
    const spelled = [...run].filter((sign) => !this.rules.gaps.includes(sign)).join("");
    if (!this.known.test(spelled)) return all;
    return before + spelled.replace(this.eachKnown, " $1 ").slice(0, run.length).padEnd(run.length);
  }
}

/** The words worth disguising by what one or two stars in place of letters make of them. */
function starredWords(words) {
  const found = new Map();
  for (const word of words)
    for (let first = 1; first < word.length - 1; first++)
      for (let last = first; last < word.length - 1; last++) {
        if (word.length <= 4 && first !== last) continue;
        const masked = [...word].map((letter, place) => (place === first || place === last ? "*" : letter)).join("");
        if (!found.has(masked)) found.set(masked, word);
      }
  return found;
}
