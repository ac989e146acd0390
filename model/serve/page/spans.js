/** Which parts of a text the model told: [start, end] pairs, rising, in the units of JavaScript's texts. */

/** The same spans in order, without empty ones, those that touch as one. */
export function joined(spans) {
  const found = [];
  for (const [start, end] of spans.filter(([start, end]) => 0 <= start && start < end).sort(([a], [b]) => a - b))
    if (found.length && start <= found.at(-1)[1]) found.at(-1)[1] = Math.max(end, found.at(-1)[1]);
    else found.push([start, end]);
  return found;
}

/** The spans after a person made `before` into `after`: what they wrote is theirs. */
export function changed(spans, before, after) {
  const least = Math.min(before.length, after.length);
  let first = 0;
  while (first < least && before[first] === after[first]) first++;
  let same = 0; // units at the end
  while (same < least - first && before.at(-1 - same) === after.at(-1 - same)) same++;
  const [end, moved] = [before.length - same, after.length - before.length];
  return joined(
    spans.flatMap(([start, stop]) => [
      [start, Math.min(stop, first)],
      [Math.max(start, end) + moved, stop + moved],
    ]),
  );
}
