/** Stories as files, and the one that this browser keeps. */

const FORMAT = "miniature-memory story";
const KEPT = "miniature-memory:story";

/** The story that was kept, or null. */
export function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

/** Keep a story over a reload; what the person should know where that fails, or nothing. */
export function keep(state) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(state));
    return "";
  } catch (error) {
    if (error.name === "QuotaExceededError") return "This browser has no room left for the story; save it as a file before you leave.";
    return "This browser keeps nothing for this page; save the story as a file before you leave.";
  }
}

/** Call `changed` with the story whenever another tab of this page has kept one. */
export function onKeptElsewhere(changed) {
  addEventListener("storage", ({ key }) => {
    const state = key === KEPT ? kept() : null;
    if (typeof state?.text === "string") changed(state);
  });
}

/** A small value beside the story, such as the theme. */
export function preference(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(`miniature-memory:${name}`, value);
    return localStorage.getItem(`miniature-memory:${name}`);
  } catch {
    return null;
  }
}

/** Hand a file to the person. */
export function download(title, kind, state) {
  const content = kind === "json" ? `${JSON.stringify({ format: FORMAT, ...state }, null, 2)}\n` : state.text;
  const name = title.replace(/[^\p{L}\p{N} ._-]+/gu, " ").trim() || "story";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: kind === "json" ? "application/json" : "text/plain" }));
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** What a file holds: {title, text, …}; a plain text is a story, too. Throws what the person should read. */
export async function read(file) {
  const bytes = await file.arrayBuffer();
  let content;
  try {
    content = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${file.name} is no UTF-8 text; save it as UTF-8 and open it again`);
  }
  const plain = { title: file.name.replace(/\.[^.]*$/, ""), text: content.replace(/\r\n?/g, "\n") };
  if (!/\.json$/i.test(file.name)) return plain;
  const state = parsed(content);
  if (state?.format !== FORMAT || typeof state.text !== "string") throw new Error(`${file.name} is no story of this page`);
  return state;
}

function parsed(content) {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
