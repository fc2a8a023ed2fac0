import { Composer, LineCounter, Parser } from 'yaml';
import { type ErrorCode, messageOf, type SourceLocation, showForeign, UserError } from './errors.ts';
import { exceededLimit } from './yaml-limits.ts';
import { YamlMistake, YamlTree } from './yaml-tree.ts';

/** A YAML file with the place of each of its values. */
export type YamlSource = {
  file: string;
  value: unknown;
  /** Where the value at `path` stands (or its key); of an absent one, where its nearest parent stands. */
  locate(path: readonly PropertyKey[], at?: 'key' | 'value'): SourceLocation;
  /** The characters of a plain scalar as written: a number beyond 2^53 keeps its digits here. */
  written(path: readonly PropertyKey[]): string | undefined;
};

/**
 * Parses YAML 1.2 (so JSON too), refusing duplicate keys, several documents, custom tags, alias bombs and whatever
 * would take the parser long. Stops at the first mistake: a million of them would take longer than the text.
 * @throws UserError with file, line and column of the first mistake
 */
export function parseYaml(text: string, file: string, code: ErrorCode = 'config-invalid'): YamlSource {
  const exceeded = exceededLimit(text);
  if (exceeded !== undefined) throw new UserError(code, `${file}: ${exceeded}`);
  const lines = new LineCounter();
  const placeOf = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  let tree: YamlTree;
  try {
    tree = new YamlTree(compose(text, lines));
  } catch (cause) {
    const offset = cause instanceof YamlMistake ? cause.offset : 0;
    const location = placeOf(offset);
    throw new UserError(
      code,
      `${file}:${location.line}:${location.column}: not valid YAML: ${showForeign(messageOf(cause), 300)}`,
      { cause, location },
    );
  }
  return {
    file,
    value: tree.value,
    locate: (path, at = 'value') => placeOf(tree.offset(path, at)),
    written: (path) => tree.written(path),
  };
}

/** The root of the only document. @throws YamlMistake */
function compose(text: string, lines: LineCounter): unknown {
  // Repeated keys are looked for in the tree: the parser compares each key with each other one.
  const composer = new Composer({ schema: 'core', uniqueKeys: false });
  let first: YamlMistake | undefined;
  // The composer collects what it finds wrong; this is where it would. It catches what is thrown inside of a
  // collection and reports it again, at the beginning of that: the first place is the right one.
  Object.assign(composer, {
    onError: (source: number | [number, number] | { offset: number }, _code: string, message: string) => {
      const offset = typeof source === 'number' ? source : Array.isArray(source) ? source[0] : source.offset;
      first ??= new YamlMistake(offset, message);
      throw first;
    },
  });
  let root: unknown = null;
  let count = 0;
  for (const document of composer.compose(tokensOf(text, lines), true, text.length)) {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new YamlMistake(problem.pos[0], problem.message);
    if (++count > 1)
      throw new YamlMistake(document.range[0], 'expected one document, received another one behind it');
    root = document.contents;
  }
  return root;
}

/** The tokens of the text, up to the first that is none. */
function* tokensOf(text: string, lines: LineCounter) {
  for (const token of new Parser(lines.addNewLine).parse(text)) {
    if (token.type === 'error') throw new YamlMistake(token.offset, token.message);
    yield token;
  }
}
