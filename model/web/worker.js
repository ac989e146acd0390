/** The thread that the model runs in: loads it, answers the page, and listens between two steps of its work. */

import { Gate } from "./gate.js";
import { Network } from "./network.js";
import { NGram } from "./ngram.js";
import { file, unpacked } from "./packed.js";
import { readTensors } from "./safetensors.js";
import { Teller } from "./teller.js";
import { Tokenizer } from "./tokenizer.js";

const TURN = 25; // milliseconds of work between two looks at the mail
const { port1: here, port2: there } = new MessageChannel();
const loading = load();
let work = Promise.resolve();
const stopped = new Set(); // ids of calls that nobody waits for any more

/** Where a file of the model lies: whoever starts this thread names it by the page's own address. */
function place(name) {
  return new URL(`../model/${name}`, self.name);
}

async function load() {
  const tensors = async (name) => readTensors(await file(place(name)), name);
  const [model, rules, weights] = await Promise.all([
    unpacked(place("model.json")),
    unpacked(place("gate.json.gz")),
    tensors("model.safetensors"),
  ]);
  const text = model.text ? new NGram(await tensors("ngram.safetensors")) : null;
  return new Teller(model, new Network(model.architecture, weights), new Tokenizer(model.characters), new Gate(rules), text);
}

const answers = {
  describe: async (teller) => {
    const { slide: _, ...sampling } = teller.model.sampling;
    return { sampling, summaryCharacters: teller.model.memory.budget, characters: 8192 };
  },
  summarize: async (teller, text) => teller.summarize(text),
  write: async (teller, request, tell, id) => {
    let rested = performance.now();
    for (const { text, progress } of teller.write(request)) {
      if (text) tell("text", text);
      if (performance.now() - rested < TURN) continue;
      if (progress !== undefined) tell("progress", progress);
      await mail();
      if (stopped.has(id)) return;
      rested = performance.now();
    }
  },
};

/** Lets messages in that came meanwhile. */
function mail() {
  return new Promise((resolve) => {
    here.onmessage = resolve;
    there.postMessage(null);
  });
}

async function answer({ id, kind, value }) {
  const tell = (what, content) => postMessage({ id, kind: what, value: content });
  try {
    tell("done", await answers[kind](await loading, value, tell, id));
  } catch (error) {
    tell("error", { message: error.message, refused: error.refused === true });
  }
}

onmessage = ({ data }) => {
  if (data.kind === "stop") stopped.add(data.id);
  else work = work.then(() => answer(data));
};
