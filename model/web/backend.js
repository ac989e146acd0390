/** The model inside this browser, in a thread of its own; the same functions as the page's backend.js for a server. */

const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
const calls = new Map();
let last = 0;

worker.onmessage = ({ data: { id, kind, value } }) => {
  const call = calls.get(id);
  if (kind === "text" || kind === "progress") call?.[kind]?.(value);
  else if (call) {
    calls.delete(id);
    if (kind === "done") call.resolve(value);
    else call.reject(Object.assign(new Error(value.message), { refused: value.refused }));
  }
};
worker.onerror = (event) => {
  for (const call of calls.values()) call.reject(new Error(event.message || "The model could not be started in this browser."));
  calls.clear();
};

function ask(kind, value, heard = {}) {
  const id = ++last;
  return new Promise((resolve, reject) => {
    calls.set(id, { resolve, reject, ...heard });
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
  signal.addEventListener("abort", () => worker.postMessage({ id, kind: "stop" }));
  await done;
}
