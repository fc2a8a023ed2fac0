import {
  Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type ScalarTag,
} from 'yaml';
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
/** The parser recurses; thousands of levels end the process instead of the parse. No contract nests a tenth of this. */
const MAX_DEPTH = 200;

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
  if (nestsDeeply(text)) {
    throw new UserError(code, `${file}: nested too deeply: expected at most ${MAX_DEPTH} levels`);
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

/** Bounds the nesting from above without parsing: brackets outside of quotes, and what a line begins with. */
function nestsDeeply(text: string): boolean {
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length && depth <= MAX_DEPTH; i++) {
    const character = text.charAt(i);
    if (quote !== '') {
      if (character === '\\' && quote === '"') i++;
      else if (character === quote) quote = '';
    } else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    // An apostrophe inside a word quotes nothing.
    else if ((character === '"' || character === "'") && /^$|[\s[{,:(-]/.test(text.charAt(i - 1))) {
      quote = character;
    }
  }
  return depth > MAX_DEPTH || new RegExp(`^(?:[-?:] | ){${2 * MAX_DEPTH}}`, 'm').test(text);
}

/** A number to be written with exactly these digits. */
export class Numeral {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}

const numeralTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => value instanceof Numeral,
  resolve: (text) => text,
  stringify: ({ value }) => (value instanceof Numeral ? value.digits : String(value)),
};

/**
 * Writes plain data as YAML 1.2, without aliases and without folding lines.
 * @param comment lines to begin with
 */
export function writeYaml(value: unknown, comment: string): string {
  const document = new Document(value, {
    aliasDuplicateObjects: false,
    customTags: (tags) => [numeralTag, ...tags],
  });
  document.commentBefore = comment
    .split('\n')
    .map((line) => ` ${line}`.trimEnd())
    .join('\n');
  return document.toString({ lineWidth: 0 });
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
