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
    this.adult = compile("adult_age", "g");
    this.apart = compile("apart", "");
  }

  /** What a place tells; null for none. */
  match(folded, place) {
    this.told.lastIndex = place;
    return this.told.exec(folded);
  }

  /** Whether the numbers near a match make someone ten to seventeen. */
  tellsYoung(folded, found) {
    return this.ages(folded, found).some((age) => age >= this.rules.lowest && age < 18);
  }

  ages(folded, found) {
    const kind = KINDS.find((name) => found.groups[name] !== undefined);
    if (kind === "born") {
      const birth = fullYear(found[0].split("'").at(-1).slice(-4));
      return this.near(folded, found, this.year, ([year]) => fullYear(year)).map((year) => year - birth);
    }
    const adults = this.near(folded, found, this.adult, (adult) => this.adultAge(adult));
    if (kind !== "apart") return notNamed(adults, adults.map((age) => age / this.rules.parts[kind]));
    const before = folded.slice(Math.max(0, found.index - this.rules.before_years), found.index);
    const apart = this.apart.exec(before)?.groups;
    const years = apart && Number(apart.figure ?? this.values.get(apart.word.replaceAll("-", " ").split(/\s+/).join(" ")));
    return apart ? notNamed(adults, adults.map((age) => age - years)) : [];
  }

  near(folded, found, pattern, value) {
    const { near } = this.rules;
    const [low, high] = [found.index - near, found.index + found[0].length + near];
    const around = folded.slice(Math.max(0, low - near), high + near); // what begins within reach as it stands in the text
    const shift = Math.max(0, low - near);
    return [...around.matchAll(pattern)].filter(({ index }) => index + shift >= low && index + shift <= high).map(value);
  }

  adultAge({ groups }) {
    const { figure, tens, unit, before } = groups;
    return figure ? Number(figure) : 10 * this.rules.tens[tens] + (this.values.get(unit ?? before) ?? 0);
  }
}

/** What is told; nothing where both are named: `twice her age, sixty to her thirty`. */
function notNamed(adults, told) {
  return told.some((age) => adults.includes(age)) ? [] : told;
}

function fullYear(year) {
  return year.length > 2 ? Number(year) : Number(year) + (Number(year) > 30 ? 1900 : 2000);
}
