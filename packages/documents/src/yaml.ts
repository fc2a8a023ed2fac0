import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type ErrorCode, type SourceLocation, UserError } from './errors.ts';

/** A YAML file with the place of each of its values. */
export type YamlSource = {
  file: string;
  value: unknown;
  /** Where the value at `path` stands (or its key); of an absent one, where its nearest parent stands. */
  locate(path: readonly PropertyKey[], at?: 'key' | 'value'): SourceLocation;
  /** The characters of a plain scalar as written: a number beyond 2^53 keeps its digits here. */
  written(path: readonly PropertyKey[]): string | undefined;
};

const MAX_CHARACTERS = 2_000_000;
/** Aliases may multiply a document ("billion laughs"); contracts come from strangers' pull requests. */
const MAX_ALIASES = 100;

/**
 * Parses YAML 1.2 (so JSON too), refusing duplicate keys, several documents, custom tags and alias bombs.
 * @throws UserError with file, line and column of the first mistake
 */
export function parseYaml(text: string, file: string, code: ErrorCode = 'config-invalid'): YamlSource {
  if (text.length > MAX_CHARACTERS) {
    throw new UserError(
      code,
      `${file}: expected at most ${MAX_CHARACTERS} characters, received ${text.length}`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new UserError(code, `${file}:${line}:${col}: not valid YAML: ${problem.message}`, {
      cause: problem,
      location: { file, line, column: col },
    });
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw new UserError(code, `${file}: too many YAML aliases: expected at most ${MAX_ALIASES}`, { cause });
  }
  return {
    file,
    value,
    locate(path, at = 'value') {
      const offset = offsetOf(document.contents, path, at);
      const { line, col } = lines.linePos(offset);
      return { file, line, column: col };
    },
    written(path) {
      const node = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

function offsetOf(root: Node | null, path: readonly PropertyKey[], at: 'key' | 'value'): number {
  let offset = root?.range?.[0] ?? 0;
  let node: unknown = root;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(step));
      if (!pair) return offset;
      const wantsKey = at === 'key' && depth === path.length - 1;
      offset = rangeStart(pair.key) ?? offset;
      if (!wantsKey) offset = rangeStart(pair.value) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = rangeStart(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function rangeStart(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] | null } | null)?.range?.[0];
}
