/**
 * The model behind this page's server. An exported page has another file of this name, with the model in the browser:
 *
 *   describe()                      what it is: {where, sampling, summaryCharacters, characters: the most at once}
 *   summarize(text)                 the running summary that a story has by now
 *   write(request, {onText, onProgress, signal})
 *     request: {prompt, told: [start, end] of what the model told of it, characters, seed, sampling, memory, summary: null or what a person wrote}
 *     resolves when done or stopped; rejects with an Error to show, `refused` set where the adults-only gate said no
 */

const TOKEN = "miniature-memory:token";

export async function describe() {
  const { sampling, summary_characters: summaryCharacters, limits } = await (await ask("v1/defaults")).json();
  const where = "The model runs on the server this page came from.";
  return { where, sampling, summaryCharacters, characters: limits.max_tokens };
}

export async function summarize(text) {
  return (await (await ask("v1/summary", { text })).json()).summary;
}

export async function write({ prompt, told, characters, seed, sampling, memory, summary }, { onText, signal }) {
  const spans = told.map((span) => span.map((edge) => [...prompt.slice(0, edge)].length)); // in characters, not halves
  const body = { prompt, told: spans, max_tokens: characters, seed, ...sampling, memory, summary, stream: true };
  const response = await ask("v1/completions", body, signal);
  let finish = null;
  for await (const data of events(response.body)) {
    if (data === "[DONE]") break;
    const { choices, error } = JSON.parse(data);
    if (error) throw new Error(error.message);
    if (choices[0].text) onText(choices[0].text);
    finish = choices[0].finish_reason ?? finish;
  }
  if (finish === "content_filter") throw refusal("The adults-only gate refuses what would have followed.");
  if (!finish) throw new Error("The server ended the story early; try again.");
}

/** An answer of the server; asks the person for the token where one is needed. */
async function ask(path, body, signal) {
  const headers = { "Content-Type": "application/json" };
  const token = sessionStorage.getItem(TOKEN);
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch(path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), signal });
  if (response.ok) return response;
  if (response.status === 401) {
    const given = prompt("This server asks for its token:");
    if (given) {
      sessionStorage.setItem(TOKEN, given.trim());
      return ask(path, body, signal);
    }
  }
  const { error } = await response.json().catch(() => ({}));
  if (error?.code === "content_filter") throw refusal(error.message);
  throw new Error(error?.message ?? `The server answered ${response.status}.`);
}

function refusal(message) {
  return Object.assign(new Error(message), { refused: true });
}

/** The data of server-sent events. */
async function* events(stream) {
  let waiting = "";
  for await (const text of chunks(stream.pipeThrough(new TextDecoderStream()))) {
    const parts = (waiting + text).split(/\r?\n\r?\n/);
    waiting = parts.pop();
    for (const part of parts)
      for (const line of part.split(/\r?\n/)) if (line.startsWith("data:")) yield line.slice(5).trim();
  }
}

async function* chunks(stream) {
  const reader = stream.getReader();
  try {
    for (let next; !(next = await reader.read()).done; ) yield next.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}
