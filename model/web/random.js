/** Python's random numbers: MT19937 (Matsumoto and Nishimura 1998), the same ones for the same seed. */

const WORDS = 624; // of 32 bits
const APART = 397;

export class Random {
  /** @param seed whole number, not negative, of any size (a number or a BigInt) */
  constructor(seed) {
    const key = [];
    for (let rest = BigInt(seed); rest || !key.length; rest >>= 32n) key.push(Number(rest & 0xffffffffn));
    const state = (this.state = new Uint32Array(WORDS).fill(19650218));
    const before = (place) => state[place - 1] ^ (state[place - 1] >>> 30);
    for (let place = 1; place < WORDS; place++) state[place] = Math.imul(1812433253, before(place)) + place;
    let place = 1;
    const change = (factor, added) => {
      state[place] = (state[place] ^ Math.imul(before(place), factor)) + added;
      if (++place < WORDS) return;
      state[0] = state[WORDS - 1];
      place = 1;
    };
    for (let step = 0; step < Math.max(WORDS, key.length); step++)
      change(1664525, key[step % key.length] + (step % key.length));
    for (let step = 1; step < WORDS; step++) change(1566083941, -place);
    state[0] = 0x80000000;
    this.place = WORDS;
  }

  /** Numbers for the next 624 words. */
  turn() {
    const { state } = this;
    for (let place = 0; place < WORDS; place++) {
      const both = (state[place] & 0x80000000) | (state[(place + 1) % WORDS] & 0x7fffffff);
      state[place] = state[(place + APART) % WORDS] ^ (both >>> 1) ^ (both & 1 ? 0x9908b0df : 0);
    }
    this.place = 0;
  }

  /** The next 32 bits. */
  word() {
    if (this.place === WORDS) this.turn();
    let word = this.state[this.place++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** The next number from 0 up to 1, as random() draws it. */
  next() {
    const high = this.word() >>> 5;
    return (high * 2 ** 26 + (this.word() >>> 6)) / 2 ** 53;
  }
}
