/** NumPy's default generator: PCG64 (O'Neill 2014) seeded by SeedSequence, the same numbers for the same seed. */

const WORD = 0xffffffffn;
const WORDS = (1n << 64n) - 1n;
const STATE = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const POOL = 4; // words of 32 bits

/** The words of 32 bits that SeedSequence(seed).generate_state(count, uint32) gives. */
function seedWords(seed, count) {
  const entropy = [];
  for (let rest = BigInt(seed); rest > 0n || !entropy.length; rest >>= 32n) entropy.push(Number(rest & WORD));
  const pool = mixedPool(entropy);
  let hash = 0x8b51f9dd;
  const words = [];
  for (let place = 0; place < count; place++) {
    let value = (pool[place % POOL] ^ hash) >>> 0;
    hash = Math.imul(hash, 0x58f38ded) >>> 0;
    value = Math.imul(value, hash) >>> 0;
    words.push((value ^ (value >>> 16)) >>> 0);
  }
  return words;
}

/** The entropy pool of SeedSequence. */
function mixedPool(entropy) {
  let hash = 0x43b0d7e5;
  const hashed = (word) => {
    let value = (word ^ hash) >>> 0;
    hash = Math.imul(hash, 0x931e8875) >>> 0;
    value = Math.imul(value, hash) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  };
  const mix = (x, y) => {
    const value = (Math.imul(x, 0xca01f9dd) - Math.imul(y, 0x4973f715)) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  };
  const pool = [];
  for (let place = 0; place < POOL; place++) pool.push(hashed(entropy[place] ?? 0));
  for (let from = 0; from < POOL; from++)
    for (let to = 0; to < POOL; to++) if (from !== to) pool[to] = mix(pool[to], hashed(pool[from]));
  for (const word of entropy.slice(POOL)) for (let to = 0; to < POOL; to++) pool[to] = mix(pool[to], hashed(word));
  return pool;
}

export class Random {
  /** @param seed whole number, not negative, of any size (a number or a BigInt) */
  constructor(seed) {
    const words = seedWords(seed, 8).map(BigInt);
    const longs = [0, 2, 4, 6].map((place) => words[place] | (words[place + 1] << 32n));
    this.increment = ((((longs[2] << 64n) | longs[3]) << 1n) | 1n) & STATE;
    this.state = 0n;
    this.step();
    this.state = (this.state + ((longs[0] << 64n) | longs[1])) & STATE;
    this.step();
  }

  step() {
    this.state = (this.state * MULTIPLIER + this.increment) & STATE;
  }

  /** The next number from 0 up to 1, as Generator.random() draws it. */
  next() {
    this.step();
    const turn = this.state >> 122n;
    const folded = ((this.state >> 64n) ^ this.state) & WORDS;
    const value = ((folded >> turn) | (folded << (64n - turn))) & WORDS;
    return Number(value >> 11n) / 2 ** 53;
  }
}
