/** Slots of the table at first; it doubles whenever it is half full. */
const SMALLEST = 2 ** 12;

/**
 * Numbers rows of 32-bit floats by the order in which their values are first seen. Rows are the same when all their
 * bits are: 0 and −0 are two values, and NaN is one.
 */
export class DistinctRows {
  /** Of each column the bits of the distinct rows; the front `size` are in use. */
  private known: Uint32Array[];
  private hashes = new Uint32Array(SMALLEST);
  /** An open hash table of the numbers of rows, plus one; 0 is a free slot. */
  private slots = new Int32Array(2 * SMALLEST);
  private used = 0;

  constructor(width: number) {
    this.known = Array.from({ length: width }, () => new Uint32Array(SMALLEST));
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
    const bits = columns.map(({ buffer, byteOffset }) => new Uint32Array(buffer, byteOffset, rows));
    const hashes = hashRows(bits, rows);
    const numbers = new Int32Array(rows);
    const fresh: number[] = [];
    for (let row = 0; row < rows; row++) {
      const hash = hashes[row] ?? 0;
      let slot = hash & (this.slots.length - 1);
      let number = (this.slots[slot] ?? 0) - 1;
      while (number >= 0 && !(this.hashes[number] === hash && this.isEqual(number, bits, row))) {
        slot = (slot + 1) & (this.slots.length - 1);
        number = (this.slots[slot] ?? 0) - 1;
      }
      if (number < 0) {
        number = this.add(hash, bits, row);
        this.slots[slot] = number + 1;
        if (2 * this.used === this.slots.length) this.grow();
        fresh.push(row);
      }
      numbers[row] = number;
    }
    return { numbers, fresh: Int32Array.from(fresh) };
  }

  private isEqual(number: number, bits: readonly Uint32Array[], row: number): boolean {
    for (let k = 0; k < bits.length; k++) if (this.known[k]?.[number] !== bits[k]?.[row]) return false;
    return true;
  }

  private add(hash: number, bits: readonly Uint32Array[], row: number): number {
    for (const [k, column] of this.known.entries()) column[this.used] = bits[k]?.[row] ?? 0;
    this.hashes[this.used] = hash;
    this.used += 1;
    return this.used - 1;
  }

  private grow(): void {
    const longer = (values: Uint32Array) => {
      const copy = new Uint32Array(2 * values.length);
      copy.set(values);
      return copy;
    };
    this.known = this.known.map(longer);
    this.hashes = longer(this.hashes);
    this.slots = new Int32Array(2 * this.slots.length);
    for (let number = 0; number < this.used; number++) {
      let slot = (this.hashes[number] ?? 0) & (this.slots.length - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = number + 1;
    }
  }
}

/** One hash a row, mixed as the finalizer of MurmurHash3 mixes (Appleby 2011). */
function hashRows(bits: readonly Uint32Array[], rows: number): Uint32Array {
  const hashes = new Uint32Array(rows);
  for (const column of bits) {
    for (let row = 0; row < rows; row++) {
      let hash = Math.imul((hashes[row] ?? 0) ^ (column[row] ?? 0), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hashes[row] = hash ^ (hash >>> 16);
    }
  }
  return hashes;
}
