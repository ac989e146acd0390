/** Alternatives of many words, put together from plain lists; as pipeline/gate/patterns.py, which explains them. */

const SIGN = /\\.|\[(?:\\.|[^\]\\])*\]|[^]/y;
const FIRST_SIGN = /(?:[\w']|\[(?:\\.|[^\]\\])*\]|\\[a-z])(?:[?*+]|\{[^}]*\})?/y;
const NAMED = /\x01(\w+)\x01/g;

export class Words {
  /**
   * @param rules the part `words` of the exported rules
   * @param known more lists of words, by name
   */
  constructor(rules, known) {
    this.rules = rules;
    this.terms = {};
    for (const [name, list] of Object.entries(rules.lists)) this.terms[name] = splitTerms(list);
    this.words = { ...known };
    for (const [name, list] of Object.entries(rules.words)) this.words[name] = list.split(", ");
    this.made = new Map();
  }

  /** A pattern with its alternatives in place of their names. */
  pattern(carried) {
    return carried.replace(NAMED, (_, name) => this.group(name));
  }

  group(name) {
    if (!this.made.has(name)) this.made.set(name, this.alternatives(this.rules.groups[name]));
    return this.made.get(name);
  }

  alternatives(group) {
    const { end, figures, depth } = this.rules;
    const parts = group.flatMap(([kind, ...names]) => {
      const terms = names.flatMap((name) => this.terms[name] ?? []);
      const words = names.flatMap((name) => this.words[name] ?? []);
      if (kind === "terms") return terms;
      if (kind === "whole") return terms.map((term) => term + end);
      if (kind === "words") return longestFirst(words);
      if (kind === "backwards") return longestFirst(words.map(backwards));
      return [];
    });
    const [[first]] = group;
    if (first !== "in_words" && first !== "with_figures") return `(?:${grouped(parts, depth)})`;
    const wanted = first === "with_figures";
    return `(?:${grouped(parts.filter((part) => figures.includes(part[0]) === wanted), depth)})`;
  }

  /** Every plain word of four letters or more in some lists. */
  plainWords(names) {
    return names.flatMap((name) => wordsOf(this.rules.lists[name].replace(/\\./g, " ")));
  }
}

function wordsOf(text) {
  const found = [...text.matchAll(/([a-z]{3,})([a-z])(\??)/g)];
  return found.flatMap(([, word, last, optional]) => (optional ? [word, word + last] : [word + last]));
}

export function backwards(word) {
  return [...word].reverse().join("");
}

function spaced(fragment) {
  return fragment.replaceAll(" ?", String.raw`[\s-]*`).replaceAll(" ", String.raw`[\s-]+`);
}

function splitTerms(list) {
  return list.split(", ").flatMap(expanded).map(spaced);
}

function longestFirst(words) {
  return [...words].sort((one, other) => other.length - one.length).map(spaced);
}

/** `(?:a|b) c` as `a c` and `b c`. */
function expanded(fragment) {
  if (!fragment.startsWith("(?:")) return [fragment];
  const choices = [];
  let start = 3;
  let place = 3;
  for (let depth = 1; depth; ) {
    SIGN.lastIndex = place;
    const [sign] = SIGN.exec(fragment);
    depth += { "(": 1, ")": -1 }[sign] ?? 0;
    if (!depth || (depth === 1 && sign === "|")) {
      choices.push(fragment.slice(start, place));
      start = place + 1;
    }
    place += sign.length;
  }
  const rest = fragment.slice(place);
  if (rest && "?*+{".includes(rest[0])) return [fragment];
  return choices.flatMap(expanded).map((choice) => choice + rest);
}

function grouped(parts, depth) {
  const groups = new Map();
  for (const part of new Set(parts)) {
    FIRST_SIGN.lastIndex = 0;
    const start = (depth && FIRST_SIGN.exec(part)?.[0]) || part;
    if (!groups.has(start)) groups.set(start, []);
    groups.get(start).push(part);
  }
  const rests = (start, group) => grouped(group.map((part) => part.slice(start.length)), depth - 1);
  return [...groups].map(([start, group]) => (group.length > 1 ? `${start}(?:${rests(start, group)})` : group[0])).join("|");
}
