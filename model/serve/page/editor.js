/** The manuscript: a plain text field, and behind it a copy that gives it its height and tints the newest passage. */

const NEAR = 160; // pixels from the end of the page that count as reading along

export class Editor {
  constructor(field, mirror) {
    this.field = field;
    this.mark = document.createElement("mark");
    [this.before, this.after] = [document.createTextNode(""), document.createTextNode("")];
    mirror.append(this.before, this.mark, this.after);
  }

  /** Show a story; the caret stays where it was, unless it stood at the end or is told to go there. */
  show(story, toEnd = false) {
    const { field } = this;
    if (field.value !== story.text) {
      const [start, end, last] = [field.selectionStart, field.selectionEnd, field.value.length];
      toEnd ||= start === last;
      if (story.text.startsWith(field.value)) {
        field.setRangeText(story.text.slice(last), last, last, "preserve");
      } else {
        field.value = story.text;
        field.setSelectionRange(start, end);
      }
    }
    if (toEnd) field.setSelectionRange(story.text.length, story.text.length);
    this.tint(story);
  }

  tint({ text, passage }) {
    const { start, end } = passage ?? { start: text.length, end: text.length };
    this.before.data = text.slice(0, start);
    this.mark.textContent = text.slice(start, end);
    this.after.data = `${text.slice(end)}\n`; // a line more: the caret may stand behind a newline
  }

  /** Whether the end of the story is in sight. */
  get atEnd() {
    const page = document.scrollingElement;
    return page.scrollHeight - page.scrollTop - page.clientHeight < NEAR;
  }

  follow() {
    document.scrollingElement.scrollTop = document.scrollingElement.scrollHeight;
  }
}
