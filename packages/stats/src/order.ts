const DIGIT_BITS = 8;
const DIGITS = 4;
const RADIX = 2 ** DIGIT_BITS;
/** Rows of one step; the runtime compiles a loop that is entered often into better code than one entered once. */
const BLOCK_ROWS = 2 ** 14;
/** Runs of up to so many values are sorted by insertion. */
const SHORT_RUN = 32;

/** `order` has the places of the values in ascending order, equal values by their place; `values` the values in it. */
export type Ascending = { order: Uint32Array; values: Float64Array };

/**
 * Sorts, and tells where each value was: what `argsort` of numpy gives. Keys are the bits of the values rounded to
 * 32-bit floats, which keeps their order, so that four passes of counting sort do; what rounding made equal is put in
 * order afterwards. A tenth of the time of a sort by comparison on three million values.
 * @param values finite numbers, fewer than 2^32
 */
export function sortAscending(values: Float64Array): Ascending {
  const order = orderByKeys(values);
  const sorted = takeDoubles(values, order);
  for (let i = 1; i < sorted.length; ) {
    if ((sorted[i - 1] ?? 0) > (sorted[i] ?? 0)) i = sortRun(sorted, order, i);
    else i++;
  }
  return { order, values: sorted };
}

/** The numbers at the places, in their order. A loop that meets arrays of two kinds takes three times as long. */
export function takeDoubles(values: Float64Array, places: Uint32Array): Float64Array {
  const taken = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = values[places[i] ?? 0] ?? 0;
  return taken;
}

/** The bytes at the places, in their order. */
export function takeBytes(values: Uint8Array, places: Uint32Array): Uint8Array {
  const taken = new Uint8Array(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = values[places[i] ?? 0] ?? 0;
  return taken;
}

/** The places in the order of the keys. A key and its place stand side by side, so that one access reaches both. */
function orderByKeys(values: Float64Array): Uint32Array {
  let from: Uint32Array = keysAndPlaces(values);
  let to: Uint32Array = new Uint32Array(from.length);
  for (let digit = 0; digit < DIGITS; digit++) {
    const shift = digit * DIGIT_BITS;
    const places = startsOf(from, shift);
    if (!places) continue;
    for (let start = 0; start < from.length; start += BLOCK_ROWS) {
      moveBlock(from, to, places, shift, start, Math.min(start + BLOCK_ROWS, from.length));
    }
    [from, to] = [to, from];
  }
  const order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = from[2 * i + 1] ?? 0;
  return order;
}

/** Of each value 32 bits that compare, as whole numbers, as the values rounded to floats do; and its place. */
function keysAndPlaces(values: Float64Array): Uint32Array {
  const pairs = new Uint32Array(2 * values.length);
  const floats = new Float32Array(BLOCK_ROWS);
  const bits = new Uint32Array(floats.buffer);
  for (let start = 0; start < values.length; start += BLOCK_ROWS) {
    const block = values.subarray(start, start + BLOCK_ROWS);
    floats.set(block);
    fillBlock(pairs, bits, start, block.length);
  }
  return pairs;
}

function fillBlock(pairs: Uint32Array, bits: Uint32Array, start: number, rows: number): void {
  for (let i = 0; i < rows; i++) {
    const own = bits[i] ?? 0;
    // −0 is 0; of a negative number all bits are turned, of another one its sign.
    pairs[2 * (start + i)] = own === 0x80000000 ? own : own & 0x80000000 ? ~own : own | 0x80000000;
    pairs[2 * (start + i) + 1] = start + i;
  }
}

function moveBlock(
  from: Uint32Array,
  to: Uint32Array,
  places: Uint32Array,
  shift: number,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i += 2) {
    const key = from[i] ?? 0;
    const digit = (key >>> shift) & (RADIX - 1);
    const place = places[digit] ?? 0;
    places[digit] = place + 1;
    to[2 * place] = key;
    to[2 * place + 1] = from[i + 1] ?? 0;
  }
}

/** Where the keys of each digit start; undefined when all have the same, which are in order by it. */
function startsOf(pairs: Uint32Array, shift: number): Uint32Array | undefined {
  const counts = new Uint32Array(RADIX);
  for (let start = 0; start < pairs.length; start += BLOCK_ROWS) {
    countBlock(counts, pairs, shift, start, Math.min(start + BLOCK_ROWS, pairs.length));
  }
  let before = 0;
  for (let digit = 0; digit < RADIX; digit++) {
    const count = counts[digit] ?? 0;
    if (2 * count === pairs.length) return undefined;
    counts[digit] = before;
    before += count;
  }
  return counts;
}

function countBlock(
  counts: Uint32Array,
  pairs: Uint32Array,
  shift: number,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i += 2) {
    const digit = ((pairs[i] ?? 0) >>> shift) & (RADIX - 1);
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
}

/** Sorts all values that round to the same float as the one in place `i`; returns the place behind them. */
function sortRun(sorted: Float64Array, order: Uint32Array, i: number): number {
  const key = Math.fround(sorted[i] ?? 0);
  let [start, end] = [i, i];
  while (start > 0 && Math.fround(sorted[start - 1] ?? 0) === key) start--;
  while (end < sorted.length && Math.fround(sorted[end] ?? 0) === key) end++;
  if (end - start > SHORT_RUN) sortByComparison(sorted, order, start, end);
  else for (let place = i; place < end; place++) insert(sorted, order, start, place);
  return end;
}

/** Moves what stands in a place down to where it belongs among those from `start`, which are in order. */
function insert(sorted: Float64Array, order: Uint32Array, start: number, place: number): void {
  const [value, row] = [sorted[place] ?? 0, order[place] ?? 0];
  let to = place;
  for (; to > start && (sorted[to - 1] ?? 0) > value; to--) {
    sorted[to] = sorted[to - 1] ?? 0;
    order[to] = order[to - 1] ?? 0;
  }
  sorted[to] = value;
  order[to] = row;
}

function sortByComparison(sorted: Float64Array, order: Uint32Array, start: number, end: number): void {
  const values = sorted.slice(start, end);
  const rows = order.slice(start, end);
  const places = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  for (const [i, place] of places.entries()) {
    sorted[start + i] = values[place] ?? 0;
    order[start + i] = rows[place] ?? 0;
  }
}
