/** Words for young people that are said of grown ones, and a childhood left behind; as pipeline/gate/grown.py and past.py. */

/** The first match of a pattern between two places, as Python's `search` finds it; null for none. */
function search(pattern, text, start, end = text.length) {
  const found = new RegExp(pattern, "g");
  found.lastIndex = start;
  return found.exec(text.slice(0, end));
}

function match(pattern, text, start, end = text.length) {
  const found = new RegExp(pattern, "y");
  found.lastIndex = start;
  return found.exec(text.slice(0, end));
}

/** Who of those called young was said to be grown; ask in the order of the text. */
export class Grown {
  constructor(rules, folded) {
    Object.assign(this, { rules, folded, told: new Map() });
    this.definite = new Set(rules.definite);
  }

  isGrown(start, found) {
    const { patterns, reach, again } = this.rules;
    const tokens = (text) => text.match(new RegExp(patterns.tokens, "g")) ?? [];
    const end = start + found.length;
    const before = this.folded.slice(Math.max(0, start - reach.before), start + 1);
    const [which, word] = ["", ...tokens(before).slice(-1), ...tokens(found)].slice(-2);
    const stands = (pattern) => match(pattern, this.folded, end, end + reach.behind);
    const behind = stands(patterns.grown_behind) && !search(patterns.oblique, before, 0);
    const told = (pattern, lead) => stands(patterns[pattern]) && search(patterns[lead], before, 0);
    const too = behind || told("grown_too", "predicate") || told("grown_instead", "negated");
    if (!too && !search(patterns.grown_before, before, 0)) {
      const [place, first] = this.told.get(word) ?? [-again - 1, ""];
      if (start - place > again || !(this.definite.has(which) || which === first)) return false;
    }
    this.told.set(word, [start, which]);
    return true;
  }
}

/** Whether a young age or word (`age`, `word` or `weak`) between two places is a childhood left behind before anything sexual. */
export function isPast(rules, content, start, end, kind) {
  const { patterns, past } = rules;
  const { folded } = content;
  const before = (pattern) => search(pattern, folded, Math.max(0, start - past.lead), start + 1);
  const isAge = kind === "age";
  const frame =
    match(patterns.at_frame, folded, start + 1) ??
    before(isAge ? patterns.frame : patterns.word_frame) ??
    (isAge && match(patterns.when, folded, start + 1) && before(patterns.when_frame));
  if (!frame) return false;
  let grown = grownAgain(rules, folded, end, frame.groups?.who ?? subject(rules, folded, frame.index));
  if (grown === null && kind === "weak") grown = grownBefore(rules, folded, frame.index, end);
  if (grown === null) return false;
  const limit = content.withAlone.find((place) => place >= start - past.before) ?? folded.length;
  return limit > grown && !search(patterns.memories, folded, grown, Math.min(grown + past.memory, limit));
}

/** The pronoun that the clause at a place is about; null where it has none. */
function subject({ patterns, past }, folded, place) {
  const start = sentenceStart(folded, place, past.before, ".!?;");
  const pronouns = new RegExp(patterns.pronoun, "g");
  pronouns.lastIndex = start;
  const text = folded.slice(0, place);
  let last = null;
  for (let found; (found = pronouns.exec(text)); ) last = found[0];
  const closing = search(patterns.clause_end, folded, place, place + past.lead)?.index ?? place + past.lead;
  return last ?? search(patterns.pronoun, folded, place, closing)?.[0] ?? null;
}

function sentenceStart(folded, place, before, signs) {
  const low = Math.max(0, place - before);
  const within = folded.slice(low, place);
  return Math.max(low, ...[...signs].map((sign) => low + within.lastIndexOf(sign)));
}

/** Where the same person is said to be of an adult age, shortly behind a place; null where nothing says so. */
function grownAgain({ patterns, past }, folded, end, who) {
  const since = search(patterns.since, folded, end, end + past.after);
  if (since) return since.index + since[0].length;
  const again = new RegExp(patterns.grown_again, "g");
  again.lastIndex = end;
  const text = folded.slice(0, end + past.after);
  for (let found; (found = again.exec(text)); ) {
    if ((found.groups.who ?? found.groups.whom ?? found.groups.whose ?? who) === who) return found.index + found[0].length;
  }
  return null;
}

/** The end of a sentence that tells an adult age before a place; null where it tells none. */
function grownBefore({ patterns, past }, folded, start, end) {
  if (!search(patterns.told, folded, sentenceStart(folded, start, past.before, ".!?"), start)) return null;
  return search(patterns.sentence_end, folded, end, end + past.after)?.index ?? null;
}
