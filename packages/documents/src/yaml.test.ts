import { describe, expect, test } from 'vitest';
import { Numeral, writeYaml } from './write-yaml.ts';
import { parseYaml } from './yaml.ts';

describe('nesting of thousands of levels is refused before the parser recurses into it', () => {
  test.each([
    ['lists in brackets', '['.repeat(20_000)],
    ['objects in braces', '{"a":'.repeat(20_000)],
    ['lists in one line', '- '.repeat(20_000)],
    ['keys of keys', '? '.repeat(20_000)],
    ['indented keys', Array.from({ length: 1900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('%s', (_name, text) => {
    expect(() => parseYaml(text, 'f', 'contract-invalid')).toThrow(/^f: nested too deeply/);
  });

  test.each([
    ['brackets in texts', JSON.stringify(Array.from({ length: 500 }, () => '["\\[{'))],
    ["apostrophes in words, 'quotes' in others", "a: it's\nb: 'x [ y'\nc: [d, 'e']\n"],
  ])('%s do not count', (_name, text) => {
    expect(parseYaml(text, 'f').value).toBeDefined();
  });
});

test('written YAML reads back as it was, hostile texts and long numbers included', () => {
  const value = {
    '- a: *b': ['null', '1e3', '2024-01-01', 'two\nlines', '# no comment', '{', null, true, 1.5],
    inner: JSON.parse('{"__proto__": {"deep": []}}'),
  };
  expect(parseYaml(writeYaml(value, 'first\n\nlast: [x'), 'f').value).toEqual(value);
  const text = writeYaml({ n: new Numeral('9007199254740993.10') }, 'x');
  expect(parseYaml(text, 'f').written(['n'])).toBe('9007199254740993.10');
});
