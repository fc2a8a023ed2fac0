const MAGIC = 0x184d2204;
const UNCOMPRESSED = 0x80000000;

/**
 * Decompresses one LZ4 frame (LZ4 frame format 1.6.1, block format), as Feather files hold them: independent or linked
 * blocks, no dictionary. Checksums are skipped: what a damaged buffer makes is found out by its length.
 * @throws RangeError when the bytes end early or refer to what is not there
 */
export function decodeLz4Frame(input: Uint8Array): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError('not an LZ4 frame');
  const flags = view.getUint8(4);
  const [hasBlockChecksum, hasSize] = [(flags & 0x10) !== 0, (flags & 0x08) !== 0];
  const output = new GrowingBytes(hasSize ? Number(view.getBigUint64(6, true)) : 4 * input.length);
  let at = 7 + (hasSize ? 8 : 0) + (flags & 0x01 ? 4 : 0);
  for (let size = view.getUint32(at, true); size !== 0; size = view.getUint32(at, true)) {
    at += 4;
    const length = size & ~UNCOMPRESSED;
    if (at + length > input.length) throw new RangeError('a block ends beyond the frame');
    const block = input.subarray(at, at + length);
    if (size >>> 31 === 1) output.append(block);
    else decodeBlock(block, output);
    at += length + (hasBlockChecksum ? 4 : 0);
  }
  return output.bytes();
}

/** Each sequence: literals, then a match `offset` bytes back, which may overlap what it writes. */
function decodeBlock(block: Uint8Array, output: GrowingBytes): void {
  let at = 0;
  const byte = (): number => {
    const value = block[at++];
    if (value === undefined) throw new RangeError('a block is cut off');
    return value;
  };
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15) {
      for (let more = 255; more === 255; length += more) more = byte();
    }
    return length;
  };
  while (at < block.length) {
    const token = byte();
    const literals = lengthFrom(token >> 4);
    if (at + literals > block.length) throw new RangeError('a block is cut off');
    output.append(block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) return;
    const offset = byte() | (byte() << 8);
    output.repeat(offset, lengthFrom(token & 15) + 4);
  }
}

class GrowingBytes {
  #bytes: Uint8Array;
  #length = 0;

  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.min(Math.max(expected, 64), 1 << 26));
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  repeat(offset: number, count: number): void {
    const from = this.#length - offset;
    if (offset === 0 || from < 0) throw new RangeError('a match begins before the frame');
    this.#reserve(count);
    if (offset >= count) this.#bytes.copyWithin(this.#length, from, from + count);
    else for (let i = 0; i < count; i++) this.#bytes[this.#length + i] = this.#bytes[from + i] ?? 0;
    this.#length += count;
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
