/**
 * The matrix product in WebAssembly SIMD, assembled here: what you read is what runs, and no binary is shipped.
 *
 * product(y, w, x, rows, tokens, bytes, yStride, wStride, xStride): y[t][r] = sum over c of w[r][c] * x[t][c]
 *   w lies in eights of rows, wStride apart: four columns of each of the eight, then the next four (layout.js). Read in
 *   one run it comes out of memory three times as fast as eight rows side by side. Places and strides are bytes; rows a
 *   multiple of 8, bytes (of a row of x) a multiple of 32.
 * softmax(x, bytes, scale): exp(scale * x - max) over its sum, in place; bytes a multiple of 16.
 * gate(y, x, bytes): y = y * sigmoid(y) * x.
 */

import {
  add,
  Builder,
  constant,
  counted,
  F32,
  I32,
  integers,
  larger,
  load,
  minus,
  name,
  over,
  plus,
  repeatWhile,
  section,
  shuffle,
  simd,
  smaller,
  store,
  subtract,
  times,
  V128,
  vector,
  when,
} from "./assembler.js";

const LANES = { low: [0, 4, 1, 5], high: [2, 6, 3, 7], first: [0, 1, 4, 5], second: [2, 3, 6, 7] };
const UNROLL = 2; // vectors of four per turn of the inner loop

/** a * b + c, rounded once where the machine can. */
function multiplyAdd(fused, a, b, c) {
  return fused ? [...a, ...b, ...c, ...simd(0x105)] : plus(times(a, b), c);
}

/** Sums of the lanes of four vectors as one vector. */
function sums([a, b, c, d]) {
  const pair = (x, y) => plus(shuffle(x, y, LANES.low), shuffle(x, y, LANES.high));
  return { pair, join: (x, y) => plus(shuffle(x, y, LANES.first), shuffle(x, y, LANES.second)), parts: [[a, b], [c, d]] };
}

/** The inner loop: `rows` of eight rows of w, from the one at `first`, against `tokens` rows of x; rows times tokens is 8. */
function tile(builder, fused, rows, tokens, first, { w, x, y, bytes, xStride, yStride }) {
  const inputs = Array.from({ length: tokens }, () => builder.local());
  const totals = Array.from({ length: 8 }, () => builder.local(V128));
  const loaded = Array.from({ length: tokens }, () => builder.local(V128));
  const [weights, end, one, two] = [builder.local(), builder.local(), builder.local(V128), builder.local(V128)];
  const code = [...weights.set(w.get), ...inputs[0].set(x.get), ...end.set(add(x.get, bytes.get))];
  for (let token = 1; token < tokens; token++) code.push(...inputs[token].set(add(inputs[token - 1].get, xStride.get)));
  for (const total of totals) code.push(...total.set(vector(0)));
  const turn = [];
  for (let step = 0; step < UNROLL; step++) {
    loaded.forEach((value, token) => turn.push(...value.set(load(inputs[token].get, 16 * step))));
    for (let row = 0; row < rows; row++) {
      turn.push(...one.set(load(weights.get, 16 * (8 * step + first + row))));
      loaded.forEach((value, token) => {
        const total = totals[token * rows + row];
        turn.push(...total.set(multiplyAdd(fused, one.get, value.get, total.get)));
      });
    }
  }
  turn.push(...weights.raise(constant(128 * UNROLL)));
  for (const input of inputs) turn.push(...input.raise(constant(16 * UNROLL)));
  code.push(...repeatWhile(turn, [...inputs[0].get, ...end.get, 0x49]));
  for (let group = 0; group < 2; group++) {
    const four = totals.slice(4 * group, 4 * group + 4).map((total) => total.get);
    const { pair, join, parts } = sums(four);
    code.push(...one.set(pair(...parts[0])), ...two.set(pair(...parts[1])));
    const place = tokens === 2 && group ? add(y.get, yStride.get) : y.get;
    code.push(...store(place, join(one.get, two.get), tokens === 1 ? 16 * group : 4 * first));
  }
  return code;
}

/** Tokens two at a time, each eight of rows in halves; then the last odd one with all eight. */
function product(fused) {
  const builder = new Builder(Array(9).fill(I32));
  const [y, w, x, rows, tokens, bytes, yStride, wStride, xStride] = builder.parameters.map((_, place) => builder.parameter(place));
  const [wAt, xAt, yAt, left, token, yRow] = Array.from({ length: 6 }, () => builder.local());
  const places = { w: wAt, x: xAt, y: yAt, bytes, xStride, yStride };
  const pairs = [
    ...wAt.set(w.get), ...yRow.set(y.get), ...left.set(rows.get),
    ...repeatWhile(
      [
        ...xAt.set(x.get), ...yAt.set(yRow.get), ...token.set(tokens.get),
        ...repeatWhile(
          [
            ...tile(builder, fused, 4, 2, 0, places), ...tile(builder, fused, 4, 2, 4, places),
            ...xAt.raise(add(xStride.get, xStride.get)), ...yAt.raise(add(yStride.get, yStride.get)), ...token.raise(constant(-2)),
          ],
          [...token.get, ...constant(1), 0x4a],
        ),
        ...wAt.raise(wStride.get), ...yRow.raise(constant(32)), ...left.raise(constant(-8)),
      ],
      left.get,
    ),
  ];
  const skip = (stride) => [...subtract(tokens.get, constant(1)), ...stride.get, 0x6c];
  const single = [
    ...wAt.set(w.get), ...left.set(rows.get), ...xAt.set(add(x.get, skip(xStride))), ...yAt.set(add(y.get, skip(yStride))),
    ...repeatWhile(
      [
        ...tile(builder, fused, 8, 1, 0, places),
        ...wAt.raise(wStride.get), ...yAt.raise(constant(32)), ...left.raise(constant(-8)),
      ],
      left.get,
    ),
  ];
  const odd = [...tokens.get, ...constant(1), 0x71];
  return [builder, [...when([...tokens.get, ...constant(1), 0x4a], pairs), ...when(odd, single)]];
}

const LOG_2 = Math.log(2);
const LOG_2_HIGH = 0.693359375; // exact in few bits, so that n times it is exact, too (Cody and Waite)
const POLYNOMIAL = [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1]; // of exp over half a ln 2 around 0

/** exp of each lane, within two units in the last place; far below zero it is zero. */
function exponential(builder, fused, value) {
  const [x, n, sum] = [builder.local(V128), builder.local(V128), builder.local(V128)];
  const nearest = [...times(x.get, vector(1 / LOG_2)), ...simd(0x6a)];
  const code = [
    ...x.set(smaller(larger(value, vector(-87)), vector(88))),
    ...n.set(nearest),
    ...x.set(minus(minus(x.get, times(n.get, vector(LOG_2_HIGH))), times(n.get, vector(LOG_2 - LOG_2_HIGH)))),
    ...sum.set(vector(POLYNOMIAL[0])),
  ];
  for (const factor of POLYNOMIAL.slice(1)) code.push(...sum.set(multiplyAdd(fused, sum.get, x.get, vector(factor))));
  const power = [...n.get, ...simd(0xf8), ...integers(127), ...simd(0xae), ...constant(23), ...simd(0xab)];
  return { code, result: times(sum.get, power) };
}

function softmax(fused) {
  const builder = new Builder([I32, I32, F32]);
  const [x, bytes, scale] = [0, 1, 2].map((place) => builder.parameter(place));
  const [at, end, top, total, value, factor] = [I32, I32, V128, V128, V128, V128].map((kind) => builder.local(kind));
  const fold = (vectorOf, join) => [
    ...vectorOf.set(join(vectorOf.get, shuffle(vectorOf.get, vectorOf.get, [2, 3, 0, 1]))),
    ...vectorOf.set(join(vectorOf.get, shuffle(vectorOf.get, vectorOf.get, [1, 0, 3, 2]))),
  ];
  const each = (body) => [...at.set(x.get), ...repeatWhile([...body, ...at.raise(constant(16))], [...at.get, ...end.get, 0x49])];
  const exp = exponential(builder, fused, minus(times(load(at.get), factor.get), top.get));
  return [
    builder,
    [
      ...end.set(add(x.get, bytes.get)), ...factor.set([...scale.get, ...simd(0x13)]), ...top.set(vector(-3e38)),
      ...each(top.set(larger(top.get, times(load(at.get), factor.get)))), ...fold(top, larger),
      ...each([...exp.code, ...value.set(exp.result), ...store(at.get, value.get), ...total.set(plus(total.get, value.get))]),
      ...fold(total, plus), ...total.set(over(vector(1), total.get)),
      ...each(store(at.get, times(load(at.get), total.get))),
    ],
  ];
}

function gate(fused) {
  const builder = new Builder([I32, I32, I32]);
  const [y, x, bytes] = [0, 1, 2].map((place) => builder.parameter(place));
  const end = builder.local();
  const exp = exponential(builder, fused, minus(vector(0), load(y.get)));
  const turn = [
    ...exp.code, ...store(y.get, over(times(load(y.get), load(x.get)), plus(vector(1), exp.result))),
    ...y.raise(constant(16)), ...x.raise(constant(16)),
  ];
  return [builder, [...end.set(add(y.get, bytes.get)), ...repeatWhile(turn, [...y.get, ...end.get, 0x49])]];
}

/** The module's bytes. */
export function assemble(fused) {
  const functions = { product: product(fused), softmax: softmax(fused), gate: gate(fused) };
  const parts = Object.values(functions);
  const types = parts.map(([builder]) => [0x60, ...counted(builder.parameters.map((kind) => [kind])), 0]);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [[...name("model"), ...name("memory"), 2, 0, 1]]),
    ...section(3, parts.map((_, place) => [place])),
    ...section(7, Object.keys(functions).map((key, place) => [...name(key), 0, place])),
    ...section(10, parts.map(([builder, body]) => builder.code(body))),
  ]);
}

/** The functions above on a memory, with fused multiply-add where the browser has it. */
export function kernelOn(memory) {
  const bytes = [true, false].map(assemble).find((module) => WebAssembly.validate(module));
  if (!bytes) throw new Error("this browser has no WebAssembly SIMD; use a newer one");
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { model: { memory } }).exports;
}
