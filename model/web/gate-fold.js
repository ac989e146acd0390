/** A text as the adults-only rules read it: plain lower-case ASCII, disguises off; as pipeline/adults_only_fold.py. */

const REMOVED = 0;
const SEPARATORS = /[\x1c-\x1f]/g; // white space to Python's patterns and none to JavaScript's; a tab is to both

export class Fold {
  /** @param rules the part `fold` of the exported rules */
  constructor(rules) {
    this.rules = rules;
    this.table = new Uint8Array(rules.last + 2).fill(rules.other);
    let start = 0;
    for (const [skipped, count, value, step] of rules.table) {
      start += skipped;
      for (let place = 0; place < count; place++) this.table[start + place] = value + step * place;
      start += count;
    }
    const compiled = (name, flags) => new RegExp(rules.patterns[name], flags);
    this.fraction = compiled("fraction", "g");
    this.mixed = compiled("mixed", "g");
    this.restOfWord = compiled("rest_of_word", "y");
    this.spelled = compiled("spelled", "g");
    this.known = compiled("known", "");
    this.eachKnown = compiled("known", "g");
    this.spoken = new Set(rules.disguised);
    this.starred = starredWords(rules.disguised);
  }

  fold(text) {
    const plain = /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : this.toAscii(text);
    const words = this.plainWords(plain.replaceAll("_", " ").replace(SEPARATORS, "\t"));
    return ` ${words}`.replace(this.spelled, (all, before, run) => this.plainRun(all, before, run)).slice(1);
  }

  /** One plain ASCII character for each that means something, none for the others. */
  toAscii(text) {
    for (const [letter, plain] of this.rules.spelt_out) text = text.replaceAll(letter, plain);
    const codes = new Uint8Array(text.length * 18); // the longest decomposition
    let end = 0;
    for (const character of text.replace(this.fraction, ".5").normalize("NFKD")) {
      const code = character.codePointAt(0);
      const half = code >= 0xd800 && code <= 0xdfff;
      const plain = half ? 0x3f : this.table[Math.min(code, this.rules.last + 1)];
      if (plain !== REMOVED) codes[end++] = plain;
    }
    return new TextDecoder().decode(codes.subarray(0, end));
  }

  /** `s1xteen` as `sixteen`, wherever a word mixes letters and signs. */
  plainWords(plain) {
    const { max_word: most, word_signs: signs } = this.rules;
    const pieces = [];
    let written = 0;
    let done = 0;
    for (const { index } of plain.matchAll(this.mixed)) {
      if (index < done) continue;
      let start = index;
      while (start > Math.max(done, index - most) && signs.includes(plain[start - 1])) start--;
      this.restOfWord.lastIndex = start;
      const [rest] = this.restOfWord.exec(plain);
      const word = this.plainWord(rest);
      done = start + rest.length;
      if (word === rest) continue;
      pieces.push(plain.slice(written, start), word);
      written = done;
    }
    return pieces.join("") + plain.slice(written);
  }

  plainWord(word) {
    if (word.length > this.rules.max_word) return word;
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
