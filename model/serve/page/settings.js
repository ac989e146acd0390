/** The controls of the model's voice, and the values they hold. */

const CONTROLS = [
  { key: "characters", label: "Length, characters", min: 1, max: 8192, step: 1, slide: [50, 2000, 50] },
  { key: "temperature", label: "Temperature", min: 0, max: 10, step: 0.01, slide: [0, 2, 0.05], note: "0: always the likeliest" },
  { key: "spelling", label: "Spelling", min: 0.01, max: 1, step: 0.01, slide: [0.1, 1, 0.05], note: "inside words the temperature is multiplied by this" },
  { key: "min_p", label: "Min-p", min: 0, max: 1, step: 0.001, slide: [0, 0.5, 0.01], note: "drops what is less likely than this share of the likeliest" },
  { key: "top_p", label: "Top-p", min: 0.001, max: 1, step: 0.001, slide: [0.05, 1, 0.01], note: "keeps the likeliest that hold this much; 1: all" },
  { key: "top_k", label: "Top-k", min: 0, max: 1000, step: 1, slide: [0, 100, 1], note: "keeps this many; 0: all" },
  { key: "repetition_penalty", label: "Repetition penalty", min: 1, max: 10, step: 0.01, slide: [1, 2, 0.01], note: "1: none" },
  { key: "seed", label: "Seed", min: 0, max: 9007199254740991, step: 1, note: "the same text and seed go on the same way; Retry takes the next" },
];
export const LENGTH = 400; // characters, until somebody chooses

export class Settings {
  /** @param root where the controls go; @param changed called after each change by hand */
  constructor(root, changed) {
    this.values = {};
    this.fields = new Map();
    for (const control of CONTROLS) root.append(this.control(control, changed));
  }

  control({ key, label, min, max, step, slide, note }, changed) {
    const row = element("div", { className: "control" });
    const number = element("input", { type: "number", id: `set-${key}`, min, max, step, required: true });
    row.append(element("label", { htmlFor: number.id, textContent: label }), number);
    const fields = [number];
    if (slide) {
      const [low, high, by] = slide;
      fields.push(element("input", { type: "range", min: low, max: high, step: by, ariaLabel: `${label}, slider`, tabIndex: -1 }));
      row.append(fields[1]);
    }
    if (note) {
      row.append(element("p", { className: "note span", id: `${number.id}-note`, textContent: note }));
      number.setAttribute("aria-describedby", `${number.id}-note`);
    }
    for (const field of fields)
      field.addEventListener("input", () => {
        if (!field.validity.valid) return;
        this.set({ [key]: field.valueAsNumber }, field);
        changed();
      });
    number.addEventListener("change", () => this.set({ [key]: this.values[key] }));
    this.fields.set(key, { fields, min, max, whole: step === 1 });
    return row;
  }

  /** Take values in, those that are possible; the field somebody types in is left alone. */
  set(values, typing = null) {
    for (const [key, { fields, min, max, whole }] of this.fields) {
      const value = values[key];
      if (typeof value !== "number" || !(value >= min && value <= max) || (whole && !Number.isInteger(value))) continue;
      this.values[key] = value;
      for (const field of fields) if (field !== typing) field.value = String(value);
    }
  }

  get sampling() {
    const { characters: _, seed: __, ...sampling } = this.values;
    return sampling;
  }
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
