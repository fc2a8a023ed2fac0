import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { showReceived } from './errors.ts';

/** Aliases may multiply a document ("billion laughs"): what readers walk over counts, not what is written. */
const MAX_VALUES = 1_000_000;

/** A mistake at a place of the text. */
export class YamlMistake extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

type Read = { value: unknown; size: number };
type Entry = { key: Node; value: unknown };

/**
 * The values of a parsed document, with the places of its nodes. Each step of a path is one look-up, however many
 * keys a mapping has.
 */
export class YamlTree {
  readonly value: unknown;
  readonly #root: unknown;
  readonly #anchors = new Map<string, { node: unknown; read: Read }>();
  readonly #entries = new Map<unknown, Map<string, Entry>>();
  readonly #targets = new Map<unknown, unknown>();

  /** @throws YamlMistake for repeated keys, keys that are no text, unknown aliases, too many values */
  constructor(root: unknown) {
    this.#root = root;
    this.value = this.#read(root).value;
  }

  /** Offset of the value at `path` (or its key); of an absent one, that of its nearest parent. */
  offset(path: readonly PropertyKey[], at: 'key' | 'value'): number {
    let offset = startOf(this.#root) ?? 0;
    let node = this.#root;
    for (const [depth, step] of path.entries()) {
      const entry = this.#entries.get(node)?.get(String(step));
      if (entry) {
        offset = startOf(entry.key) ?? offset;
        if (at === 'value' || depth < path.length - 1) offset = startOf(entry.value) ?? offset;
        node = entry.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = startOf(node) ?? offset;
      } else {
        return offset;
      }
    }
    return offset;
  }

  /** The characters of the scalar at `path`, looked up through aliases. */
  written(path: readonly PropertyKey[]): string | undefined {
    let node = this.#root;
    for (const step of path) {
      const inside = this.#targets.get(node) ?? node;
      node = isSeq(inside) ? inside.items[Number(step)] : this.#entries.get(inside)?.get(String(step))?.value;
    }
    const scalar = this.#targets.get(node) ?? node;
    return isScalar(scalar) ? scalar.source : undefined;
  }

  #read(node: unknown): Read {
    const read = this.#readNode(node);
    if (read.size > MAX_VALUES) {
      const message = `too many YAML aliases: expected them to stand for at most ${MAX_VALUES} values`;
      throw new YamlMistake(startOf(node) ?? 0, message);
    }
    // An anchor counts from its end on: inside of it, it would hold itself.
    const { anchor } = (node ?? {}) as { anchor?: string };
    if (anchor !== undefined) this.#anchors.set(anchor, { node, read });
    return read;
  }

  #readNode(node: unknown): Read {
    if (isScalar(node)) return { value: node.value, size: 1 };
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (!target) {
        throw new YamlMistake(startOf(node) ?? 0, `the alias *${node.source} has no anchor before it`);
      }
      this.#targets.set(node, target.node);
      return target.read;
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#read(item));
      return { value: items.map(({ value }) => value), size: total(items) };
    }
    if (!isMap(node)) return { value: null, size: 1 };
    const entries = new Map<string, Entry>();
    const reads: [string, Read][] = [];
    for (const { key, value } of node.items) {
      const place = startOf(key) ?? startOf(node) ?? 0;
      if (!isScalar(key)) throw new YamlMistake(place, 'expected a text as key');
      const name = String(key.value ?? '');
      if (entries.has(name)) throw new YamlMistake(place, `the key ${showReceived(name)} is there already`);
      this.#read(key);
      entries.set(name, { key, value });
      reads.push([name, this.#read(value)]);
    }
    this.#entries.set(node, entries);
    return {
      value: Object.fromEntries(reads.map(([name, { value }]) => [name, value])),
      size: total(reads.map(([, read]) => read)),
    };
  }
}

function total(reads: readonly Read[]): number {
  return reads.reduce((sum, { size }) => sum + size, 1);
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] | null } | null)?.range?.[0];
}
