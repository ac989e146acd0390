/** Ages that other numbers tell, in folded text; as pipeline/gate/relative.py, which explains them. */

const KINDS = ["born", "half", "third", "apart"];

export class Relative {
  /**
   * @param rules the part `relative` of the exported rules
   * @param compile makes a pattern of an exported one
   */
  constructor(rules, values, compile) {
    Object.assign(this, { rules, values });
    this.told = compile("relative", "y");
    this.year = compile("year", "g");
    this.birth = compile("birth_year", "g");
    this.adult = compile("adults", "g");
    this.apart = compile("apart", "g");
    this.by = compile("by", "");
    this.younger = compile("younger", "");
    this.pronoun = compile("pronoun", "g");
    this.samePerson = compile("same_person", "y");
  }

  /** What a place tells; null for none. */
  match(folded, place) {
    this.told.lastIndex = place;
    return this.told.exec(folded);
  }

  /** Whether the numbers near a match make someone ten to seventeen. */
  tellsYoung(folded, found) {
    const kind = KINDS.find((name) => found.groups[name] !== undefined);
    if (kind === "born") {
      const years = this.near(folded, found, this.year, 0, ([year]) => fullYear(year));
      return [...found[0].matchAll(this.birth)].some(([birth]) => years.some(({ value }) => this.isYoung(value - fullYear(birth))));
    }
    const adults = this.near(folded, found, this.adult, 1, (adult) => this.number(adult));
    const told = kind === "apart" ? this.agesApart(folded, found, adults) : adults.map(({ value }) => value / this.rules.parts[kind]);
    const named = adults.map(({ value }) => value); // both are named: `twice her age, sixty to her thirty`
    return told.some((age) => this.isYoung(age)) && !told.some((age) => named.includes(age));
  }

  isYoung(age) {
    return age >= this.rules.lowest && age < 18;
  }

  /** The ages of who is younger by a number of years than someone near. */
  agesApart(folded, found, adults) {
    this.apart.lastIndex = Math.max(0, found.index - this.rules.before_years);
    const before = this.apart.exec(folded.slice(0, found.index));
    const apart = before ?? this.by.exec(found[0]);
    if (!apart) return [];
    const start = before ? before.index : found.index;
    const younger = this.younger.test(found[0]);
    const others = adults.filter((age) => !(age.start >= start && age.start < found.index) && this.isOfOlder(folded, age, younger, start, found));
    return others.map(({ value }) => value - this.number(apart));
  }

  /** Whether an age may be that of the older of two, of whom one is `years younger` or `older`. */
  isOfOlder(folded, age, younger, start, found) {
    if (age.start > found.index) {
      const who = this.lastPronoun(folded.slice(0, start), Math.max(0, start - this.rules.before_years));
      const own = this.lastPronoun(folded.slice(0, age.start), found.index + found[0].length);
      return younger || (who && own ? who === own : !found[0].endsWith("than"));
    }
    const between = folded.slice(age.end, start);
    const subject = this.lastPronoun(between, 0);
    this.samePerson.lastIndex = 0;
    const same = subject
      ? subject === this.lastPronoun(folded.slice(0, age.start), Math.max(0, age.start - this.rules.before_years))
      : this.samePerson.test(between);
    return younger !== same || !(same || subject);
  }

  lastPronoun(text, start) {
    this.pronoun.lastIndex = start;
    let last = null;
    for (let found; (found = this.pronoun.exec(text)); ) last = found[0];
    return last;
  }

  /** {start, end, value} of the numbers near a match, none in it. */
  near(folded, found, pattern, skipped, value) {
    const { near } = this.rules;
    const end = found.index + found[0].length;
    const [low, high] = [found.index - near, end + near];
    const shift = Math.max(0, low - near);
    const around = folded.slice(shift, high + near); // what begins within reach as it stands in the text
    return [...around.matchAll(pattern)]
      .map((one) => ({ start: one.index + shift + skipped, end: one.index + shift + one[0].length, value: value(one) }))
      .filter(({ start }) => start >= low && start <= high && !(start >= found.index && start < end));
  }

  number({ groups }) {
    const { figure, word, tens, unit, before, teens } = groups;
    if (figure) return Number(figure);
    if (word) return this.values.get(word.replaceAll("-", " ").split(/\s+/).filter(Boolean).join(" "));
    if (teens) return this.rules.teens[teens];
    return 10 * this.rules.tens[tens] + (this.rules.units[unit ?? before] ?? 0);
  }
}

function fullYear(year) {
  return year.length > 2 ? Number(year) : Number(year) + (Number(year) > 30 ? 1900 : 2000);
}
