/** The running summary, as model/memory.py makes it: the names that matter in what has left the window. */

const MAX_RUN = 100; // characters without white space; a longer run is no prose
const PIECE = 2000; // text units taken in at once: counting characters in front of each name would take for ever in a long text
const BEFORE = 8; // characters in front of a word that tell whether it starts a sentence
// Letters, digits and white space as Python's `re` counts them.
const WORD = "\\p{L}\\p{N}_";
const LETTER = `(?:(?![\\p{Nd}_])[${WORD}])`;
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const CAPITAL = `(?:(?![a-zß-öø-ÿ])${LETTER})`;
const CAPITALISED = new RegExp(`${CAPITAL}(?<!(?!_)[${WORD}][^])${LETTER}*(?:[’'-]${CAPITAL}${LETTER}*)*`, "gu");
const LONG_RUN = new RegExp(`[^${SPACE}]{${MAX_RUN + 1},}`, "gu");
const LAST_RUN = new RegExp(`(?<![^${SPACE}])[^${SPACE}]*(?![^])`, "u");
const TITLE = `(?<![${WORD}])(?:Mrs?|Ms|Dr|St|Mme|Mlle|Sr|Sra|Frau|Herr)\\.`;
const INSIDE = new RegExp(`(?:(?!_)[${WORD}]|[,;]|,[”’"'»]|${TITLE})[ \\u00a0]+(?![^])`, "u");
const UPPER = /^\p{Uppercase}/u;
const NOT_UPPER = /[\p{Lowercase}\p{Lt}]/u;

export class RunningSummary {
  /** @param params params.yaml's `memory` */
  constructor(params) {
    this.params = params;
    this.words = new Map();
    this.text = ""; // what is still needed of the text fed
    this.counted = 0; // how many characters of it have been counted
    this.start = 0; // position of its first character in the story
  }

  /** Take in text that has left the window. */
  feed(added) {
    for (let start = 0; start < added.length; ) {
      const end = start + PIECE;
      const isPair = /[\ud800-\udbff]/.test(added[end - 1] ?? ""); // whose second half comes next
      this.feedPiece(added.slice(start, (start = end + Number(isPair))));
    }
  }

  feedPiece(added) {
    const text = this.text + added;
    const end = LAST_RUN.exec(text)?.index ?? text.length;
    const done = text.slice(0, end).replace(LONG_RUN, (run) => ".".repeat(run.length));
    CAPITALISED.lastIndex = this.counted;
    for (let found; (found = CAPITALISED.exec(done)); ) {
      const before = lastCharacters(done.slice(0, found.index), BEFORE);
      this.count(found[0], this.start + length(done.slice(0, found.index)), INSIDE.test(before));
    }
    const kept = lastCharacters(done, BEFORE);
    const rest = lastCharacters(text.slice(end), MAX_RUN + 1);
    this.text = kept + rest;
    this.counted = kept.length;
    this.start += length(text) - length(this.text);
  }

  /** Names of everything fed so far, at most `budget` characters; empty when there are none. */
  line() {
    const now = this.start + length(this.text.slice(0, this.counted));
    const names = [...this.words].filter(
      ([, mentions]) => mentions.inside && mentions.inside >= this.params.min_inside_share * mentions.total,
    );
    const chosen = [];
    let room = this.params.budget + 1;
    for (const name of this.ranked(names, now).slice(0, this.params.budget >> 1)) {
      if (length(name) + 1 <= room) {
        chosen.push(name);
        room -= length(name) + 1;
      }
    }
    return chosen.reverse().join(" ");
  }

  /** Words, the most salient first; of two alike the one that sorts later. */
  ranked(words, position) {
    const { decay_characters: decay, count_weight: weight } = this.params;
    return words
      .map(([word, { recent, last, total }]) => [recent * Math.exp((last - position) / decay) + weight * total, word])
      .sort(([a, first], [b, second]) => b - a || byCode(second, first))
      .map(([, word]) => word);
  }

  count(word, position, inside) {
    if (length(word) === 1 || !UPPER.test(word) || !NOT_UPPER.test(word)) return;
    const mentions = this.words.get(word) ?? { inside: 0, total: 0, recent: 0, last: position };
    this.words.set(word, mentions);
    mentions.recent = 1 + mentions.recent * Math.exp((mentions.last - position) / this.params.decay_characters);
    mentions.last = position;
    mentions.total += 1;
    mentions.inside += inside ? 1 : 0;
    if (this.words.size > this.params.max_names) {
      const kept = this.ranked([...this.words], position).slice(0, this.params.max_names >> 1);
      this.words = new Map(kept.map((name) => [name, this.words.get(name)]));
    }
  }

  /** An equal summary that goes its own way. */
  copy() {
    const other = Object.assign(new RunningSummary(this.params), this);
    other.words = new Map([...this.words].map(([word, mentions]) => [word, { ...mentions }]));
    return other;
  }
}

/** A summary that a person has edited, as model/edited.py: their line stands, what they struck out stays out. */
export class EditedSummary {
  /** @param summary a RunningSummary that has read nothing; @param struck names that may not come back */
  constructor(summary, line, struck) {
    Object.assign(this, { summary, own: namesOf(line), struck: new Set([...struck, ...namesOf(line)]) });
  }

  feed(text) {
    this.summary.feed(text);
  }

  /** The line as written, behind what the story has brought since, as far as there is room. */
  line() {
    let room = this.summary.params.budget - length(this.own.join(" "));
    const added = [];
    for (const name of namesOf(this.summary.line()).reverse()) {
      if (this.struck.has(name) || length(name) >= room) continue;
      added.push(name);
      room -= length(name) + 1;
    }
    return [...added.reverse(), ...this.own].join(" ");
  }

  copy() {
    return Object.assign(Object.create(EditedSummary.prototype), this, { summary: this.summary.copy() });
  }
}

/** The names of a line. */
export function namesOf(line) {
  return line.split(/\s+/).filter(Boolean);
}

/** Characters, where JavaScript counts halves of some. */
function length(text) {
  let halves = 0;
  for (let place = 0; place < text.length; place++) halves += (text.charCodeAt(place) & 0xfc00) === 0xdc00;
  return text.length - halves;
}

function lastCharacters(text, count) {
  const near = text.slice(-2 * count);
  return [...near].slice(-count).join("");
}

function byCode(first, second) {
  const [a, b] = [[...first], [...second]];
  for (let place = 0; place < Math.min(a.length, b.length); place++)
    if (a[place] !== b[place]) return a[place].codePointAt(0) - b[place].codePointAt(0);
  return a.length - b.length;
}
