/**
 * The arithmetic of the network in WebAssembly SIMD, assembled here: what you read is what runs, and no binary is shipped.
 * Places and strides are in bytes; a matrix lies in eights of rows (layout.js), rows and columns padded with zeros.
 *
 * product(y, w, x, rows, tokens, columns, yStride, wStride, xStride): y[t][r] += sum over c of w[r][c] * x[t][c]
 *   rows a multiple of 8, columns of 4; strides: of a token of y, of eight rows of w, of a token of x. The weights are
 *   read once for up to SHARE tokens: a single one waits for them, and a few more cost little.
 * norm(y, x, w, bytes, mean): y = w * x / sqrt(mean of the squares of x); `mean` is one over their number.
 * softmax(x, bytes, scale): exp(scale * x - max) over its sum, in place.
 * gate(y, x, bytes): y = y * sigmoid(y) * x.
 * sum(y, x, bytes): y = y + x. In these four bytes are a multiple of 16.
 */

import { Builder, F32, I32, V128, assembled, constant, floats, integers, load, loadSplat, op, repeatWhile, store, swapped, when } from "./assembler.js";

export const SHARE = 6; // tokens: their sums of eight rows, eight weights and an input fill the fifteen registers that V8 has
const UNROLL = 4; // columns per turn of the inner loop
const CHAINS = 8; // sums under way at once: a fused multiply-add takes four cycles, and two begin in each
const EPSILON = 1e-6;

/** a * b + c, rounded once where the machine can. */
function multiplyAdd(fused, a, b, c) {
  return fused ? op("f32x4.relaxed_madd", a, b, c) : op("f32x4.add", op("f32x4.mul", a, b), c);
}

/** The inner loop: eight rows of w against so many tokens of x. */
function tile(builder, fused, tokens, { w, x, y, columns, xStride, yStride }) {
  const parts = Math.max(1, Math.min(UNROLL, CHAINS / 2 / tokens)) | 0; // of each sum, so that all chains are under way
  const inputs = Array.from({ length: tokens }, () => builder.local());
  const sums = Array.from({ length: parts }, () => inputs.map(() => [builder.local(V128), builder.local(V128)]));
  const [weights, left, input, low, high] = [I32, I32, V128, V128, V128].map((kind) => builder.local(kind));
  const turn = [];
  for (let column = 0; column < UNROLL; column++) {
    turn.push(...low.set(load(weights.get, 32 * column)), ...high.set(load(weights.get, 32 * column + 16)));
    for (const [token, [first, second]] of sums[column % parts].entries()) {
      turn.push(...input.set(loadSplat(inputs[token].get, 4 * column)));
      turn.push(...first.set(multiplyAdd(fused, low.get, input.get, first.get)));
      turn.push(...second.set(multiplyAdd(fused, high.get, input.get, second.get)));
    }
  }
  turn.push(...weights.raise(constant(32 * UNROLL)), ...left.raise(constant(-UNROLL)));
  for (const place of inputs) turn.push(...place.raise(constant(4 * UNROLL)));
  const code = [...weights.set(w.get), ...left.set(columns.get)];
  for (const [token, place] of inputs.entries()) {
    code.push(...place.set(behind(x, token, xStride)));
    for (const [part, halves] of sums.map((all) => all[token]).entries())
      for (const [half, sum] of halves.entries())
        code.push(...sum.set(part ? floats(0) : load(behind(y, token, yStride), 16 * half)));
  }
  code.push(...repeatWhile(turn, left.get));
  for (let token = 0; token < tokens; token++)
    for (const half of [0, 1]) {
      const whole = sums.map((part) => part[token][half].get).reduce((sum, part) => op("f32x4.add", sum, part));
      code.push(...store(behind(y, token, yStride), whole, 16 * half));
    }
  return code;
}

/** The place so many strides behind another. */
const behind = (place, count, stride) => op("i32.add", place.get, op("i32.mul", stride.get, constant(count)));

function product(fused) {
  const builder = new Builder(Array(9).fill(I32));
  const [y, w, x, rows, tokens, columns, yStride, wStride, xStride] = builder.given;
  const [wAt, xAt, yAt, yRow, rowsLeft, left] = Array.from({ length: 6 }, () => builder.local());
  const of = (count) => tile(builder, fused, count, { w: wAt, x: xAt, y: yAt, columns, xStride, yStride });
  const many = op("i32.ge_s", left.get, constant(SHARE));
  const rest = Array.from({ length: SHARE - 1 }, (_, place) => place + 1);
  const eight = [
    ...xAt.set(x.get), ...yAt.set(yRow.get), ...left.set(tokens.get),
    ...when(many, repeatWhile(
      [
        ...of(SHARE), ...left.raise(constant(-SHARE)),
        ...xAt.set(behind(xAt, SHARE, xStride)), ...yAt.set(behind(yAt, SHARE, yStride)),
      ],
      many,
    )),
    ...rest.flatMap((count) => when(op("i32.eq", left.get, constant(count)), of(count))),
    ...wAt.raise(wStride.get), ...yRow.raise(constant(32)), ...rowsLeft.raise(constant(-8)),
  ];
  return [builder, [...wAt.set(w.get), ...yRow.set(y.get), ...rowsLeft.set(rows.get), ...repeatWhile(eight, rowsLeft.get)]];
}

/** The body for each vector of a stretch, from `at` up to `end`. */
function each(at, from, end, body) {
  return [...at.set(from.get), ...repeatWhile([...body, ...at.raise(constant(16))], op("i32.lt_u", at.get, end.get))];
}

/** One of the lanes of a vector, or their sum, in all four. */
function fold(vector, join) {
  return [[2, 3, 0, 1], [1, 0, 3, 2]].flatMap((lanes) => vector.set(op(join, vector.get, swapped(vector.get, lanes))));
}

const LOG_2 = Math.log(2);
const LOG_2_HIGH = 0.693359375; // exact in few bits, so that n times it is exact, too (Cody and Waite)
const POLYNOMIAL = [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1]; // of exp over half a ln 2 around 0

/** exp of each lane, within two units in the last place; far below zero it is next to nothing. */
function exponential(builder, fused, value) {
  const [x, n, sum] = [V128, V128, V128].map((kind) => builder.local(kind));
  const less = (from, factor) => op("f32x4.sub", from, op("f32x4.mul", n.get, floats(factor)));
  const code = [
    ...x.set(op("f32x4.min", op("f32x4.max", value, floats(-87)), floats(88))),
    ...n.set(op("f32x4.nearest", op("f32x4.mul", x.get, floats(1 / LOG_2)))),
    ...x.set(less(less(x.get, LOG_2_HIGH), LOG_2 - LOG_2_HIGH)),
    ...sum.set(floats(POLYNOMIAL[0])),
  ];
  for (const factor of POLYNOMIAL.slice(1)) code.push(...sum.set(multiplyAdd(fused, sum.get, x.get, floats(factor))));
  const exponent = op("i32x4.add", op("i32x4.trunc_sat_f32x4_s", n.get), integers(127));
  return { code, result: op("f32x4.mul", sum.get, op("i32x4.shl", exponent, constant(23))) }; // 2 ** n, by its bits
}

function norm(fused) {
  const builder = new Builder([I32, I32, I32, I32, F32]);
  const [y, x, w, bytes, mean] = builder.given;
  const [at, end, total] = [I32, I32, V128].map((kind) => builder.local(kind));
  const scaled = op("f32x4.mul", op("f32x4.mul", load(at.get), total.get), load(w.get));
  const squares = op("f32x4.add", op("f32x4.mul", total.get, op("f32x4.splat", mean.get)), floats(EPSILON));
  return [
    builder,
    [
      ...end.set(op("i32.add", x.get, bytes.get)),
      ...each(at, x, end, total.set(multiplyAdd(fused, load(at.get), load(at.get), total.get))), ...fold(total, "f32x4.add"),
      ...total.set(op("f32x4.div", floats(1), op("f32x4.sqrt", squares))),
      ...each(at, x, end, [...store(y.get, scaled), ...y.raise(constant(16)), ...w.raise(constant(16))]),
    ],
  ];
}

function softmax(fused) {
  const builder = new Builder([I32, I32, F32]);
  const [x, bytes, scale] = builder.given;
  const [at, end, top, total, value, factor] = [I32, I32, V128, V128, V128, V128].map((kind) => builder.local(kind));
  const scaled = op("f32x4.mul", load(at.get), factor.get);
  const exp = exponential(builder, fused, op("f32x4.sub", scaled, top.get));
  const weigh = [...exp.code, ...value.set(exp.result), ...store(at.get, value.get), ...total.set(op("f32x4.add", total.get, value.get))];
  return [
    builder,
    [
      ...end.set(op("i32.add", x.get, bytes.get)), ...factor.set(op("f32x4.splat", scale.get)), ...top.set(floats(-3e38)),
      ...each(at, x, end, top.set(op("f32x4.max", top.get, scaled))), ...fold(top, "f32x4.max"),
      ...each(at, x, end, weigh), ...fold(total, "f32x4.add"), ...total.set(op("f32x4.div", floats(1), total.get)),
      ...each(at, x, end, store(at.get, op("f32x4.mul", load(at.get), total.get))),
    ],
  ];
}

function gate(fused) {
  const builder = new Builder([I32, I32, I32]);
  const [y, x, bytes] = builder.given;
  const [at, end] = [I32, I32].map((kind) => builder.local(kind));
  const exp = exponential(builder, fused, op("f32x4.sub", floats(0), load(at.get)));
  const gated = op("f32x4.div", op("f32x4.mul", load(at.get), load(x.get)), op("f32x4.add", floats(1), exp.result));
  const turn = [...exp.code, ...store(at.get, gated), ...x.raise(constant(16))];
  return [builder, [...end.set(op("i32.add", y.get, bytes.get)), ...each(at, y, end, turn)]];
}

function sum() {
  const builder = new Builder([I32, I32, I32]);
  const [y, x, bytes] = builder.given;
  const [at, end] = [I32, I32].map((kind) => builder.local(kind));
  const turn = [...store(at.get, op("f32x4.add", load(at.get), load(x.get))), ...x.raise(constant(16))];
  return [builder, [...end.set(op("i32.add", y.get, bytes.get)), ...each(at, y, end, turn)]];
}

/** The module's bytes, with fused multiply-add or without. */
export function assemble(fused) {
  return assembled(new Map(Object.entries({ product, norm, softmax, gate, sum }).map(([key, of]) => [key, of(fused)])));
}

/** The functions above on a memory, with fused multiply-add where the browser has it. */
export function kernelOn(memory) {
  const bytes = [true, false].map(assemble).find((module) => WebAssembly.validate(module));
  if (!bytes) throw new Error("this browser has no WebAssembly SIMD; use a newer one");
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { model: { memory } }).exports;
}
