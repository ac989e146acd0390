/** The writing page: wires the story, the editor, the controls and the model together. */

import * as backend from "./backend.js";
import { Editor } from "./editor.js";
import * as files from "./files.js";
import { shortcut } from "./keys.js";
import { LENGTH, Settings } from "./settings.js";
import { Story, countWords } from "./story.js";
import { nextTheme, setTheme } from "./theme.js";

const PAUSE = 700; // milliseconds without typing that end a step of undo
const LONG = 50000; // characters; the words of a longer story are not counted after each key
const KEEP = 300; // milliseconds until a change is kept
const at = (id) => document.getElementById(id);

const editor = new Editor(at("story"), at("mirror"));
const settings = new Settings(at("controls"), () => changed());
let story = new Story();
let model = null; // what the back end says of itself
let stopping = null; // AbortController while the model writes
let summary = null; // what a person wrote over the running summary; null: as the story has it
let isAdult = false; // as the person says
let counting = 0; // timer until the words are counted
let typed = 0; // timer of a pause in typing
let keeping = 0; // timer until the story is kept
let unkept = ""; // why the story could not be kept; nothing where it was

/** Say something below the story; `kind` is refused, error or nothing. */
function say(text, kind = "") {
  at("status").textContent = text;
  at("status").dataset.kind = kind;
}

function state() {
  return { title: at("title").value, text: story.text, passage: story.passage, told: story.told, summary, memory: at("memory").checked, settings: settings.values };
}

function take(saved) {
  at("title").value = typeof saved.title === "string" ? saved.title : "";
  story.set(saved.text, saved.passage, saved.told);
  summary = typeof saved.summary === "string" ? saved.summary : null;
  at("memory").checked = saved.memory !== false;
  settings.set(saved.settings ?? {});
  editor.show(story);
  refresh();
}

/** Keep what has changed; a tab in which nothing has must not overwrite what another one kept. */
function keepNow() {
  if (!keeping) return;
  clearTimeout(keeping);
  keeping = 0;
  unkept = files.keep(state());
  if (unkept && !stopping) say(unkept, "error");
}

/** Another tab has kept a story: this one shows it too, and has its own back by Undo. */
function follow(saved) {
  if (stopping || keeping) return; // this tab's own story comes next, and the other one will follow
  const isNew = saved.text !== story.text;
  if (isNew) story.mark();
  take(saved);
  readSummary();
  if (isNew) say("Another tab of this page changed the story. Undo brings back what stood here.");
}

/** Ask before the only copy of a story is closed. */
function onLeave(event) {
  keepNow();
  if (unkept && story.text) event.preventDefault();
}

/** Something that is kept has changed. */
function changed() {
  keeping ||= setTimeout(keepNow, KEEP);
  refresh();
}

function refresh() {
  const writing = stopping !== null;
  document.body.classList.toggle("writing", writing);
  at("go").hidden = writing;
  at("stop").hidden = !writing;
  at("go").disabled = model === null;
  at("retry").disabled = writing || model === null || !story.retriable;
  at("undo").disabled = writing || !story.undoable;
  at("redo").disabled = writing || !story.redoable;
  counting ||= setTimeout(count, story.text.length > LONG ? PAUSE : 0);
  document.title = at("title").value.trim() || "miniature-memory";
  at("summary").disabled = !at("memory").checked;
  at("summary-auto").hidden = summary === null;
  at("summary-note").textContent =
    summary === null
      ? "The names that matter so far, the weightiest last. The model keeps them in view when their pages have left it. Edit to steer."
      : "In your words. Names you took out stay out; new ones may join.";
}

function count() {
  counting = 0;
  const words = countWords(story.text);
  at("count").textContent = words === 1 ? "1 word" : `${words.toLocaleString("en")} words`;
}

/** Show the summary that the story has by now. */
async function readSummary() {
  if (summary !== null) at("summary").value = summary;
  else if (model) {
    const line = await backend.summarize(story.text).catch(() => "");
    if (summary === null) at("summary").value = line;
  }
}

async function write() {
  if (stopping || !model) return;
  stopping = new AbortController();
  endTyping();
  story.begin();
  const own = stopping;
  let waiting = "";
  let frame = 0;
  const flush = () => {
    frame = 0;
    if (own.signal.aborted) return; // whoever stopped it has seen enough, and may have typed since
    const following = editor.atEnd;
    story.append(waiting);
    waiting = "";
    editor.show(story);
    if (following) editor.follow();
    changed();
  };
  refresh();
  editor.follow();
  say("Reading …");
  const request = { prompt: story.text, told: story.told, ...settings.values, sampling: settings.sampling, memory: at("memory").checked, summary };
  const onText = (text) => {
    if (own.signal.aborted) return;
    if (!waiting) say("Writing …");
    waiting += text;
    frame ||= requestAnimationFrame(flush);
  };
  const onProgress = (share) => say(`Reading, ${Math.round(100 * share)} % …`);
  try {
    await backend.write(request, { onText, onProgress, signal: own.signal });
    say(unkept, "error");
  } catch (error) {
    if (own.signal.aborted) say("");
    else say(error.message, error.refused ? "refused" : "error");
  }
  cancelAnimationFrame(frame);
  stopping = null;
  if (waiting) flush();
  if (!story.retriable) story.passage = null;
  changed();
  await readSummary();
}

function stop() {
  stopping?.abort();
}

function retry() {
  if (stopping || !story.retriable) return;
  story.takeBack();
  settings.set({ seed: settings.values.seed + 1 });
  editor.show(story, true);
  write();
}

/** Go through the states of the story. */
function travel(moved) {
  endTyping();
  if (stopping || !moved()) return;
  editor.show(story);
  changed();
  readSummary();
}

/** Put another story in the place of this one; the one before can be had back by Undo. */
function replace(saved) {
  stop();
  story.mark();
  say("");
  take({ settings: settings.values, memory: at("memory").checked, ...saved });
  changed();
  readSummary();
  at("story").focus();
}

async function open(file) {
  try {
    replace(await files.read(file));
    say(`Opened ${file.name}.`);
  } catch (error) {
    say(error.message, "error");
  }
}

function save(kind) {
  at("save-as").close();
  files.download(at("title").value, kind, state());
}

function showPanel(shown) {
  at("panel").hidden = !shown;
  at("panel-toggle").setAttribute("aria-expanded", String(shown));
  if (shown) at("panel-close").focus();
  else at("panel-toggle").focus();
}

const ACTIONS = {
  go: write,
  stop,
  retry,
  undo: () => travel(() => story.undo()),
  redo: () => travel(() => story.redo()),
  new: () => replace({ text: "", title: "" }),
  open: () => at("file").click(),
  save: () => at("save-as").showModal(),
  "save-text": () => save("txt"),
  "save-json": () => save("json"),
  "save-cancel": () => at("save-as").close(),
  theme: nextTheme,
  help: () => at("shortcuts").showModal(),
  "shortcuts-close": () => at("shortcuts").close(),
  "panel-toggle": () => showPanel(at("panel").hidden),
  "panel-close": () => showPanel(false),
  "summary-auto": () => {
    summary = null;
    changed();
    readSummary();
  },
  defaults: () => {
    settings.set({ ...model?.sampling, characters: LENGTH });
    changed();
  },
  leave: () => location.replace("about:blank"),
  accept: () => {
    files.preference("adult", "yes");
    isAdult = true;
    at("notice").close();
    at("story").focus();
  },
};

function onKey(event) {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && stopping) stop();
  else if (event.key === "Escape" && !at("panel").hidden) showPanel(false);
  else if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    const name = shortcut(event);
    const elsewhere = /^(undo|redo)$/.test(name) && /^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target !== at("story");
    if (!name || elsewhere) return;
    event.preventDefault();
    ACTIONS[name]();
  }
}

/** What is typed from now on is another step of undo. */
function endTyping() {
  clearTimeout(typed);
  typed = 0;
}

/** A person typed: it ends the model's turn, and begins a step of undo after a pause. */
function onInput() {
  stop();
  if (!typed) story.mark();
  endTyping();
  typed = setTimeout(() => {
    endTyping();
    readSummary();
  }, PAUSE);
  story.edit(at("story").value);
  editor.tint(story);
  if (!stopping) say(unkept, "error");
  changed();
}

function listen() {
  for (const [id, action] of Object.entries(ACTIONS)) at(id).addEventListener("click", action);
  at("story").addEventListener("beforeinput", (event) => {
    if (!event.inputType.startsWith("history")) return;
    event.preventDefault();
    ACTIONS[event.inputType === "historyUndo" ? "undo" : "redo"]();
  });
  at("story").addEventListener("input", onInput);
  at("title").addEventListener("input", changed);
  at("memory").addEventListener("change", changed);
  at("summary").addEventListener("input", () => {
    summary = at("summary").value.replace(/\s+/g, " ");
    changed();
  });
  at("file").addEventListener("change", async () => {
    const [file] = at("file").files;
    if (file) await open(file);
    at("file").value = "";
  });
  at("notice").addEventListener("close", () => isAdult || at("notice").showModal()); // Escape is no answer
  document.addEventListener("keydown", onKey);
  addEventListener("pagehide", keepNow);
  addEventListener("beforeunload", onLeave);
  files.onKeptElsewhere(follow);
}

async function start() {
  listen();
  setTheme(files.preference("theme"));
  settings.set({ characters: LENGTH, seed: 1 });
  const saved = files.kept();
  if (typeof saved?.text === "string") take(saved);
  else take({ text: "" });
  editor.show(story, true);
  isAdult = files.preference("adult") === "yes";
  if (isAdult) at("story").focus();
  else at("notice").showModal();
  say("Opening the model …");
  try {
    model = await backend.describe();
  } catch (error) {
    say(error.message, "error");
    return;
  }
  settings.set({ ...model.sampling, ...settings.values, ...saved?.settings });
  at("summary").maxLength = model.summaryCharacters;
  at("where").textContent = at("notice-where").textContent = model.where;
  say("");
  refresh();
  await readSummary();
}

start();
