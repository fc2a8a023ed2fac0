import { describe, expect, test } from 'vitest';
import { UserError } from './errors.ts';
import { parseYaml } from './yaml.ts';

const N = 2_000_000;
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');
const fill = (text: string) => text.repeat(Math.floor(N / text.length));

/** Each of these once took the parser from five seconds to minutes. A hang shows in the time limit of the test. */
describe('texts that are long for the parser are refused, with what is too much', () => {
  test.each([
    [
      'more characters than any contract has',
      `${fill('a')}a`,
      /at most 2000000 characters, received 2000001/,
    ],
    ['quotes', fill('"'), /too many parts|not valid YAML/],
    ['apostrophes', fill("'"), /too many parts|not valid YAML/],
    ['items of a list in brackets', `[${fill('1,').slice(0, -4)}]`, /too many parts/],
    ['commas', `[${fill(',').slice(1)}`, /too many parts/],
    ['comments', fill('#\n'), /too many parts/],
    ['empty lines', fill('\n'), /too many parts/],
    ['carriage returns', fill('\r\n'), /too many parts/],
    ['empty items', fill('-\n'), /too many parts/],
    ['empty keys', fill('?\n'), /too many parts/],
    ['empty values', fill(':\n'), /too many parts/],
    ['tags', fill('!a '), /too many parts/],
    ['pairs of brackets', fill('[]'), /too many parts/],
    ['closing brackets', fill(']'), /too many parts/],
    [
      'closing brackets within the limit',
      ']'.repeat(290_000),
      /:1:1: not valid YAML: Unexpected flow-seq-end/,
    ],
    [
      'pairs of quotes within the limit',
      '"" '.repeat(140_000),
      /:1:4: not valid YAML: Unexpected double-quoted/,
    ],
    ['lines in quotes', 'a: "b\n'.repeat(333_333), /too many parts/],
    ['wrong escapes', `"${'\\q'.repeat(900_000)}"`, /:1:2: not valid YAML: Invalid escape sequence/],
    ['documents', fill('---\n'), /too many parts/],
    ['two documents', 'a: 1\n---\nb: 2\n', /:2:1: not valid YAML: expected one document/],
    ['directives', fill('%YAML 1.2\n'), /not valid YAML|too many parts/],
    ['keys that repeat', lines(100_000, () => 'k: 1'), /:2:1: not valid YAML: the key "k" is there already/],
    ['keys that are numbers and texts alike', '1: a\n"1": b\n', /:2:1: not valid YAML: the key "1" is there/],
    ['keys that are lists', '? [a]\n: b\n', /:1:3: not valid YAML: expected a text as key/],
    ['custom tags', 'a: !!js/function x', /:1:4: not valid YAML: Unresolved tag/],
    ['an alias of nothing', 'a: *b', /:1:4: not valid YAML: the alias \*b has no anchor/],
    ['an alias of itself', 'a: &a [*a]', /:1:8: not valid YAML: the alias \*a has no anchor/],
    [
      'ten aliases of ten, nine times',
      `a0: &a0 x\n${lines(9, (i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`)}`,
      /:\d+:\d+: not valid YAML: too many YAML aliases: expected them to stand for at most 1000000 values/,
    ],
    [
      'one long list under many names',
      `a: &a [${'1,'.repeat(20_000)}]\n${lines(1000, (i) => `b${i}: *a`)}`,
      /too many YAML aliases/,
    ],
  ])('%s', (_name, text, message) => {
    const parse = () => parseYaml(text, 'f', 'contract-invalid');
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ code: 'contract-invalid' }));
  });
});

describe('texts that are only long are read', () => {
  test.each([
    ['a long description', `a: |\n${'  word, and word\n'.repeat(90_000)}`],
    ['a long line', `a: "${fill('x').slice(6)}"`],
    ['a long key', `? ${fill('x').slice(6)}\n: 1`],
    ['a long name of an anchor', `&${fill('a').slice(6)} x`],
    ['a long number', `a: ${fill('1').slice(6)}`],
    ['many keys', lines(40_000, (i) => `k${i}: ${i}`)],
    ['many anchors, each used', lines(15_000, (i) => `- &a${i} x\n- *a${i}`)],
    ['many names for one value', `a: &a x\nb: [${'*a,'.repeat(50_000)}]`],
    [
      'many merge keys, which are keys like others',
      `a: &a {x: 1}\n${lines(15_000, (i) => `b${i}: {<<: *a}`)}`,
    ],
    ['many lines of a plain text', `a\n${fill(' b\n').slice(0, 300_000)}`],
    ['JSON', JSON.stringify(Array.from({ length: 5_000 }, (_, id) => ({ id, name: `x${id}`, v: [1] })))],
  ])('%s', (_name, text) => {
    expect(parseYaml(text, 'f').value).toBeDefined();
  });

  test('places are found at once in a mapping of 40,000 keys', () => {
    const source = parseYaml(
      lines(40_000, (i) => `k${i}: ${i}`),
      'f',
    );
    for (let i = 0; i < 40_000; i++) {
      expect(source.locate([`k${i}`]).line).toBe(i + 1);
      expect(source.written([`k${i}`])).toBe(String(i));
    }
  });
});

test('a number keeps its digits behind an alias', () => {
  const source = parseYaml('a: &a {b: 9007199254740993}\nc: *a\n', 'f');
  expect(source.written(['c', 'b'])).toBe('9007199254740993');
});
