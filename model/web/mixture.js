/** What the running summary and the story so far propose, mixed at the output; as model/mixture.py, which explains it. */

import { FIRST_CHARACTER } from "./tokenizer.js";
import { SummaryPointer } from "./pointer.js";
import { StoryCache } from "./cache.js";

const LEAST = 1e-4; // of a weight: it can always recover
const MOST = 0.995;
const LEAST_MASS = 1e-12;

/** The tokens that are characters, and their sorts. */
export class Alphabet {
  constructor(tokenizer) {
    this.characters = [...Array(FIRST_CHARACTER).fill(""), ...tokenizer.characters];
    this.ids = tokenizer.idOf;
    this.letters = this.characters.map((character) => /^\p{L}$/u.test(character));
    this.capitals = this.characters.map((character) => /^\p{Uppercase}$/u.test(character));
  }
}

export class Mixture {
  /**
   * @param params params.yaml's `mixture`
   * @param window tokens that the network sees at once
   * @param learnt mixing weights by situation, from evaluation
   * @param text an NGram of the training text, or null
   */
  constructor(tokenizer, params, window, learnt, text) {
    this.params = params;
    this.text = text;
    this.recent = []; // as many tokens as the n-gram looks back
    this.alphabet = new Alphabet(tokenizer);
    this.weights = new Map(Object.entries(learnt).map(([name, weight]) => [name, [weight, params.caution]]));
    this.pointer = params.pointer ? new SummaryPointer(this.alphabet) : null;
    this.cache = new StoryCache(params.cache_tokens, params.cache_candidates, params.cache_lengths, window);
  }

  readSummary(line) {
    this.pointer?.line(line);
  }

  weight(situation) {
    return this.weights.get(situation)?.[0] ?? this.params.weight;
  }

  proposals() {
    const pointed = this.pointer?.propose();
    const { text } = this;
    const usual = text && { situation: "text", shares: text.following(this.recent), rest: 0, capitals: false };
    return [...[pointed, usual].filter(Boolean), ...this.cache.propose()];
  }

  /** The mixed probabilities (V,) of the next token, given the network's (V,). */
  distribution(network) {
    let mixed = network;
    let left = 1;
    const shares = new Map();
    for (const proposal of this.proposals().reverse()) {
      const weight = this.weight(proposal.situation);
      if (proposal.capitals || proposal.rest) {
        mixed = this.pointed(mixed, proposal, weight);
        continue;
      }
      for (const [token, share] of proposal.shares) shares.set(token, (shares.get(token) ?? 0) + left * weight * share);
      left *= 1 - weight;
    }
    mixed = mixed.map((share) => share * left);
    for (const [token, share] of shares) mixed[token] += share;
    const total = mixed.reduce((sum, share) => sum + share, 0);
    return mixed.map((share) => share / total);
  }

  pointed(network, proposal, weight) {
    const { letters, capitals } = this.alphabet;
    const inside = (sort) => network.reduce((sum, share, token) => sum + (sort[token] ? share : 0), 0);
    if (proposal.capitals) {
      const mass = inside(capitals);
      return network.map((share, token) => {
        const proposed = capitals[token] ? (proposal.shares.get(token) ?? 0) * mass : share;
        return (1 - weight) * share + weight * proposed;
      });
    }
    const others = network.reduce((sum, share, token) => sum + (letters[token] ? 0 : share), 0);
    const rest = proposal.rest / Math.max(others, LEAST_MASS);
    return network.map((share, token) => {
      const proposed = (proposal.shares.get(token) ?? 0) + (letters[token] ? 0 : share * rest);
      return (1 - weight) * share + weight * proposed;
    });
  }

  /** Take in the next token; every weight learns where the network's probabilities (V,) for it are given. */
  observe(token, network) {
    if (network) this.learn(token, network);
    this.pointer?.observe(token);
    this.cache.observe(token);
    if (this.text) this.recent = [...this.recent, token].slice(-this.text.order || Infinity);
  }

  learn(token, network) {
    const { letters, capitals } = this.alphabet;
    let probability = network[token];
    for (const proposal of this.proposals()) {
      let proposed = proposal.shares.get(token) ?? 0;
      if (proposal.capitals) {
        if (!capitals[token]) continue;
        proposed *= network.reduce((sum, share, other) => sum + (capitals[other] ? share : 0), 0);
      } else if (proposal.rest && !letters[token]) {
        const inside = network.reduce((sum, share, other) => sum + (letters[other] ? share : 0), 0);
        proposed += (proposal.rest * network[token]) / Math.max(1 - inside, LEAST_MASS);
      }
      const weight = this.weight(proposal.situation);
      const mixed = (1 - weight) * probability + weight * proposed;
      this.adapt(proposal.situation, mixed > 0 ? (weight * proposed) / mixed : 0);
      probability = mixed;
    }
  }

  /** Move a weight towards the part of a token's probability that its proposal gave. */
  adapt(situation, share) {
    const [weight, times] = this.weights.get(situation) ?? [this.params.weight, 0];
    const rate = Math.max(this.params.min_rate, 1 / (times + this.params.caution));
    const moved = Math.min(Math.max(weight + rate * (share - weight), LEAST), MOST);
    this.weights.set(situation, [moved, times + 1]);
  }

  /** An equal mixture that goes its own way. */
  copy() {
    const other = Object.assign(Object.create(Mixture.prototype), this);
    other.weights = new Map(this.weights);
    other.pointer = this.pointer?.copy();
    other.cache = this.cache.copy();
    return other;
  }
}
