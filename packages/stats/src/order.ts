const DIGIT_BITS = 8;
const DIGITS = 4;
const RADIX = 2 ** DIGIT_BITS;
/** Rows of one step; the runtime compiles a loop that is entered often into better code than one entered once. */
const BLOCK_ROWS = 2 ** 14;

/** `order` has the places of the values in ascending order, equal values by their place; `values` the values in it. */
export type Ascending = { order: Uint32Array; values: Float64Array };

/**
 * Sorts, and tells where each value was: what `argsort` of numpy gives. Keys are the bits of the values rounded to
 * 32-bit floats, which keeps their order, so that four passes of counting sort do; what rounding made equal is put in
 * order afterwards. A third of the time of a sort by comparison on three million values.
 * @param values finite numbers, fewer than 2^32
 */
export function sortAscending(values: Float64Array): Ascending {
  const order = orderByKeys(ascendingKeys(values));
  const sorted = takeAt(values, order);
  for (let i = 1; i < sorted.length; ) {
    if ((sorted[i - 1] ?? 0) > (sorted[i] ?? 0)) i = sortRun(sorted, order, i);
    else i++;
  }
  return { order, values: sorted };
}

/** The entries at the places, in their order. */
export function takeAt<Entries extends Float64Array | Int32Array | Uint32Array | Uint8Array>(
  values: Entries,
  places: Uint32Array,
): Entries {
  const taken = new (values.constructor as new (length: number) => Entries)(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = values[places[i] ?? 0] ?? 0;
  return taken;
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

type Keyed = { keys: Uint32Array; order: Uint32Array };

function orderByKeys(keys: Uint32Array): Uint32Array {
  let from: Keyed = { keys, order: new Uint32Array(keys.length) };
  let to: Keyed = { keys: new Uint32Array(keys.length), order: new Uint32Array(keys.length) };
  for (let i = 0; i < keys.length; i++) from.order[i] = i;
  for (let digit = 0; digit < DIGITS; digit++) {
    const shift = digit * DIGIT_BITS;
    const places = startsOf(from.keys, shift);
    if (!places) continue;
    for (let start = 0; start < keys.length; start += BLOCK_ROWS) {
      moveBlock(from, to, places, shift, start, Math.min(start + BLOCK_ROWS, keys.length));
    }
    [from, to] = [to, from];
  }
  return from.order;
}

function moveBlock(
  from: Keyed,
  to: Keyed,
  places: Uint32Array,
  shift: number,
  start: number,
  end: number,
): void {
  const { keys, order } = from;
  for (let i = start; i < end; i++) {
    const key = keys[i] ?? 0;
    const digit = (key >>> shift) & (RADIX - 1);
    const place = places[digit] ?? 0;
    places[digit] = place + 1;
    to.keys[place] = key;
    to.order[place] = order[i] ?? 0;
  }
}

/** Where the keys of each digit start; undefined when all have the same, which are in order by it. */
function startsOf(keys: Uint32Array, shift: number): Uint32Array | undefined {
  const counts = new Uint32Array(RADIX);
  for (let i = 0; i < keys.length; i++) {
    const digit = ((keys[i] ?? 0) >>> shift) & (RADIX - 1);
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
  let before = 0;
  for (let digit = 0; digit < RADIX; digit++) {
    const count = counts[digit] ?? 0;
    if (count === keys.length) return undefined;
    counts[digit] = before;
    before += count;
  }
  return counts;
}

/** Sorts all values that round to the same float as the one in place `i`; returns the place behind them. */
function sortRun(sorted: Float64Array, order: Uint32Array, i: number): number {
  const key = Math.fround(sorted[i] ?? 0);
  let [start, end] = [i, i];
  while (start > 0 && Math.fround(sorted[start - 1] ?? 0) === key) start--;
  while (end < sorted.length && Math.fround(sorted[end] ?? 0) === key) end++;
  const values = sorted.slice(start, end);
  const places = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  order.set(takeAt(order.slice(start, end), places), start);
  sorted.set(takeAt(values, places), start);
  return end;
}
