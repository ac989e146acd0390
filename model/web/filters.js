/** What may come next, as model/filters.py: filters over the next token, in float64. */

export const REMEMBERED = 4096; // tokens back that n-gram blocking looks
const PENALISED = 16; // newest tokens that the repetition penalty counts
const COLDEST = 1e-4; // a temperature below it would overflow
const LEAST = 1e-300; // probability; keeps the logarithm finite

/** Probabilities (float64) of logits. */
export function softmax(logits) {
  let top = -Infinity;
  for (const value of logits) if (value > top) top = value;
  const weights = new Float64Array(logits.length);
  let total = 0;
  for (let place = 0; place < logits.length; place++) total += weights[place] = Math.exp(logits[place] - top);
  for (let place = 0; place < weights.length; place++) weights[place] /= total;
  return weights;
}

/**
 * The distribution (V,) that the next token is drawn from.
 * @param mixed probabilities (V,); @param recent tokens of the story so far, newest last; @param banned never come;
 * @param letters (V,) which tokens are letters
 */
export function probabilities(mixed, params, recent, banned, letters) {
  const logits = mixed.map((share) => Math.log(Math.max(share, LEAST)));
  for (const token of banned) logits[token] = -Infinity;
  if (params.repetition_penalty > 1)
    for (const token of new Set(recent.slice(-PENALISED))) logits[token] -= Math.log(params.repetition_penalty);
  const blocked = repeats(recent, params.no_repeat_ngram);
  const free = logits.reduce((count, value) => count + Number.isFinite(value), 0);
  if (free > blocked.filter((token) => Number.isFinite(logits[token])).length)
    for (const token of blocked) logits[token] = -Infinity;
  const top = logits.indexOf(Math.max(...logits));
  if (params.temperature === 0) return logits.map((_, token) => Number(token === top));
  const isSpelled = params.spelling < 1 && letters[recent[recent.length - 1]];
  const weights = isSpelled ? spelled(logits, params, letters) : tempered(logits, params.temperature);
  return truncated(normalised(weights), params);
}

/** Weights at a temperature, the largest 1. */
function tempered(logits, temperature) {
  const top = Math.max(...logits);
  return logits.map((value) => Math.exp((value - top) / Math.max(temperature, COLDEST)));
}

/** Weights behind a letter: the word's next letter or its end are spelled, what ends it is chosen. */
function spelled(logits, params, letters) {
  const cold = params.temperature * params.spelling;
  const ends = logits.map((value, token) => (letters[token] ? -Infinity : value));
  const top = Math.max(...ends);
  const inside = logits.map((value, token) => (letters[token] ? value : -Infinity));
  if (!Number.isFinite(top)) return tempered(inside, cold);
  const end = top + Math.log(ends.reduce((sum, value) => sum + Math.exp(value - top), 0));
  const outcomes = tempered(Float64Array.of(...inside, end), cold);
  const chosen = normalised(tempered(ends, params.temperature));
  return chosen.map((share, token) => (letters[token] ? outcomes[token] : share * outcomes[logits.length]));
}

/** Weights divided by their sum. */
function normalised(weights) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Probabilities without those that top-k, top-p and min-p drop; the most probable always stays. */
function truncated(weights, params) {
  const least = Math.max(params.min_p * Math.max(...weights), Number.MIN_VALUE);
  if (!params.top_k && params.top_p === 1) return normalised(weights.map((weight) => (weight >= least ? weight : 0)));
  const candidates = [...weights.keys()].filter((token) => weights[token] >= least);
  const order = candidates.sort((a, b) => weights[b] - weights[a] || a - b);
  const kept = new Float64Array(weights.length);
  let before = 0;
  let total = 0;
  for (const [place, token] of order.entries()) {
    const weight = weights[token];
    const stays = before < params.top_p && !(params.top_k && place >= params.top_k);
    if (place && !stays) break;
    kept[token] = weight;
    total += weight;
    before += weight;
  }
  return kept.map((weight) => weight / total);
}

/** Tokens that would complete a run of `length` tokens a second time. */
function repeats(recent, length) {
  const story = recent.slice(-REMEMBERED);
  if (!length || story.length < length) return [];
  const stem = story.slice(story.length - length + 1);
  const found = new Set();
  for (let start = 0; start + length <= story.length; start++)
    if (stem.every((token, place) => story[start + place] === token)) found.add(story[start + length - 1]);
  return [...found];
}

/** The token at `number` (0 up to 1) of the way through the weights (V,), in the vocabulary's order. */
export function draw(weights, number) {
  const goal = number * weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  let last = 0;
  for (let token = 0; token < weights.length; token++) {
    if (!weights[token]) continue;
    sum += weights[token];
    last = token;
    if (sum > goal) return token;
  }
  return last;
}
