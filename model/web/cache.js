/** What followed here before: an n-gram cache over the whole story, as model/cache.py, which explains it. */

const SHORTEST = 3; // tokens that a chain agrees in
const HEADS = 1 << 16;
const LONGEST = 32; // tokens compared

export class StoryCache {
  constructor(size, candidates, lengths, window) {
    this.window = window;
    this.size = size ? 2 ** Math.ceil(Math.log2(size)) : 0;
    this.mask = this.size - 1;
    this.candidates = candidates;
    this.lengths = lengths.filter((length) => length >= SHORTEST);
    this.tokens = new Uint16Array(this.size);
    this.before = new Int32Array(this.size); // the place before in the same chain
    this.heads = new Int32Array(this.size ? HEADS : 0).fill(-1);
    this.end = 0;
    this.hidden = new Uint8Array(this.size); // of each token, whether it is never found
    this.closed = false;
  }

  observe(token) {
    if (!this.size) return;
    this.tokens[this.end & this.mask] = token;
    this.hidden[this.end & this.mask] = Number(this.closed);
    this.end += 1;
    const leaving = this.end - 1 - this.window;
    if (leaving < SHORTEST || this.hidden[leaving & this.mask]) return;
    const chain = this.chain(leaving);
    this.before[leaving & this.mask] = this.heads[chain];
    this.heads[chain] = leaving;
  }

  /** From now on tokens are followed, and never found again. */
  close(closed = true) {
    this.closed = closed;
  }

  chain(place) {
    const { tokens, mask } = this;
    const key = (tokens[(place - 3) & mask] * 31 + tokens[(place - 2) & mask]) * 521 + tokens[(place - 1) & mask];
    return Math.floor((key * 40503) / 8) % HEADS; // beyond 32 bits: no shifts
  }

  /** [tokens of agreement, token that followed] of earlier places, the newest first. */
  matches() {
    const { tokens, mask, end } = this;
    const found = [];
    if (end <= SHORTEST || !this.size) return found;
    const oldest = Math.max(0, end - this.size + LONGEST + 1);
    let place = this.heads[this.chain(end)];
    for (let looked = 0; looked < this.candidates && place >= oldest; looked++) {
      const most = Math.min(LONGEST, place);
      let length = 0;
      while (length < most && tokens[(place - 1 - length) & mask] === tokens[(end - 1 - length) & mask]) length++;
      if (length >= SHORTEST) found.push([length, tokens[place & mask]]);
      place = this.before[place & mask];
    }
    return found;
  }

  propose() {
    const found = this.matches();
    const longest = found.reduce((most, [length]) => Math.max(most, length), 0);
    const proposals = [];
    for (const [step, length] of this.lengths.entries()) {
      if (length > longest) break;
      const votes = new Map();
      for (const [agreed, token] of found) if (agreed >= length) votes.set(token, (votes.get(token) ?? 0) + 1);
      proposals.push(counted(step, votes));
    }
    return proposals;
  }

  copy() {
    const other = Object.assign(Object.create(StoryCache.prototype), this);
    for (const name of ["tokens", "before", "heads", "hidden"]) other[name] = this[name].slice();
    return other;
  }
}

function counted(step, votes) {
  const counts = [...votes.values()];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const top = Math.max(...counts);
  const many = total < 4 ? Math.min(total, 3) : total < 8 ? 4 : 5;
  const agreement = top === total ? "all" : top > 0.6 * total ? "most" : "some";
  for (const [token, count] of votes) votes.set(token, count / total);
  return { situation: `cache ${step} ${many} ${agreement}`, shares: votes, rest: 0, capitals: false };
}
