/** Dark and light: as the system has them, or as somebody chose. */

import { preference } from "./files.js";

const THEMES = { auto: "as the system has them", light: "light", dark: "dark" };

/** Show the page in a theme that it knows, and keep the choice. */
export function setTheme(name) {
  const theme = name in THEMES ? name : "auto";
  const button = document.getElementById("theme");
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  button.setAttribute("aria-label", `Colours: ${THEMES[theme]}`);
  button.title = `Colours: ${THEMES[theme]}`;
  button.firstElementChild.textContent = { auto: "◐", light: "○", dark: "●" }[theme];
  preference("theme", theme);
}

/** The theme after this one. */
export function nextTheme() {
  const names = Object.keys(THEMES);
  setTheme(names[(names.indexOf(document.documentElement.dataset.theme ?? "auto") + 1) % names.length]);
}
