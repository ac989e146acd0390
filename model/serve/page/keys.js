/** The keyboard's way to the actions of the page. */

/** The action for a key that is pressed together with Ctrl or Command; undefined for any other. */
export function shortcut(event) {
  const key = event.key.toLowerCase();
  if (key === "enter") return event.shiftKey ? "retry" : "go";
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return { y: "redo", s: "save", o: "open", ",": "panel-toggle", "/": "help" }[key];
}
