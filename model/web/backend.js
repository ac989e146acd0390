/** The model inside this browser, in a thread of its own; the same functions as the page's backend.js for a server. */

import { engine } from "./packed.js";

const calls = new Map();
const starting = start();
let last = 0;

/** The thread; its name tells it where this page lies. */
async function start() {
  const addresses = await engine();
  const worker = new Worker(addresses["worker.js"], { type: "module", name: import.meta.url });
  worker.onmessage = ({ data }) => heard(data);
  worker.onerror = (event) => {
    for (const call of calls.values()) call.reject(new Error(event.message || "The model could not be started in this browser."));
    calls.clear();
  };
  return worker;
}

function heard({ id, kind, value }) {
  const call = calls.get(id);
  if (kind === "text" || kind === "progress") call?.[kind]?.(value);
  else if (call) {
    calls.delete(id);
    if (kind === "done") call.resolve(value);
    else call.reject(Object.assign(new Error(value.message), { refused: value.refused }));
  }
}

async function ask(kind, value, told = {}) {
  const id = ++last;
  const worker = await starting;
  return new Promise((resolve, reject) => {
    calls.set(id, { resolve, reject, ...told });
    worker.postMessage({ id, kind, value });
  });
}

export async function describe() {
  const where = "The model runs inside this browser. Nothing you write leaves it.";
  return { where, ...(await ask("describe")) };
}

export function summarize(text) {
  return ask("summarize", text);
}

export async function write(request, { onText, onProgress, signal }) {
  const done = ask("write", request, { text: onText, progress: onProgress });
  const id = last;
  signal.addEventListener("abort", async () => (await starting).postMessage({ id, kind: "stop" }));
  await done;
}
