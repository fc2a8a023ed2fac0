/** Rows that there is room for at first; it doubles whenever they are that many. */
const SMALLEST = 2 ** 12;

/**
 * Numbers rows of 32-bit floats by the order in which their values are first seen. Rows are the same when all their
 * bits are: 0 and −0 are two values, and NaN is one.
 */
export class DistinctRows {
  private readonly width: number;
  /** The bits of the distinct rows, row by row, and their hashes; the front `size` are in use. */
  private known: Uint32Array;
  private hashes: Uint32Array = new Uint32Array(SMALLEST);
  /** An open hash table, half full at most, of the numbers of rows, plus one; 0 is a free slot. */
  private slots = new Int32Array(2 * SMALLEST);
  private used = 0;

  constructor(width: number) {
    this.width = width;
    this.known = new Uint32Array(width * SMALLEST);
  }

  /** How many distinct rows there are. */
  get size(): number {
    return this.used;
  }

  /**
   * Finds the rows of a batch.
   * @param columns one array of at least `rows` values for each column
   * @returns `numbers`, of each row the number of its values; `fresh`, the rows whose values were seen here first
   */
  find(columns: readonly Float32Array[], rows: number): { numbers: Int32Array; fresh: Int32Array } {
    const bits = bitsByRow(columns, rows);
    const hashes = hashRows(bits, rows, this.width);
    const numbers = new Int32Array(rows);
    const fresh = new Int32Array(rows);
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const hash = hashes[row] ?? 0;
      const slot = this.slotOf(hash, bits, row);
      let number = (this.slots[slot] ?? 0) - 1;
      if (number < 0) {
        number = this.add(hash, bits, row, slot);
        fresh[count++] = row;
      }
      numbers[row] = number;
    }
    return { numbers, fresh: fresh.slice(0, count) };
  }

  /** The slot of the number of these values, or the free one where it belongs. */
  private slotOf(hash: number, bits: Uint32Array, row: number): number {
    const { slots, hashes, known, width } = this;
    const last = slots.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return slot;
      if (hashes[number] !== hash) continue;
      let k = 0;
      while (k < width && known[number * width + k] === bits[row * width + k]) k++;
      if (k === width) return slot;
    }
  }

  private add(hash: number, bits: Uint32Array, row: number, slot: number): number {
    const number = this.used++;
    for (let k = 0; k < this.width; k++)
      this.known[number * this.width + k] = bits[row * this.width + k] ?? 0;
    this.hashes[number] = hash;
    this.slots[slot] = number + 1;
    if (this.used === this.hashes.length) this.grow();
    return number;
  }

  private grow(): void {
    this.known = twiceAsLong(this.known);
    this.hashes = twiceAsLong(this.hashes);
    this.slots = new Int32Array(2 * this.slots.length);
    const last = this.slots.length - 1;
    for (let number = 0; number < this.used; number++) {
      let slot = (this.hashes[number] ?? 0) & last;
      while (this.slots[slot] !== 0) slot = (slot + 1) & last;
      this.slots[slot] = number + 1;
    }
  }
}

function twiceAsLong(values: Uint32Array): Uint32Array {
  const longer = new Uint32Array(2 * values.length);
  longer.set(values);
  return longer;
}

function bitsByRow(columns: readonly Float32Array[], rows: number): Uint32Array {
  const width = columns.length;
  const values = new Float32Array(rows * width);
  for (const [k, column] of columns.entries()) {
    for (let row = 0; row < rows; row++) values[row * width + k] = column[row] ?? Number.NaN;
  }
  return new Uint32Array(values.buffer);
}

/** One hash a row, mixed as the finalizer of MurmurHash3 mixes (Appleby 2011). */
function hashRows(bits: Uint32Array, rows: number, width: number): Uint32Array {
  const hashes = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    let hash = 0;
    for (let k = row * width; k < (row + 1) * width; k++) {
      hash = Math.imul(hash ^ (bits[k] ?? 0), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash ^= hash >>> 16;
    }
    hashes[row] = hash;
  }
  return hashes;
}
