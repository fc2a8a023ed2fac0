// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of contracts are written so
import { describe, expect, test } from 'vitest';
import { readContract } from './read-contract.ts';

const lines = (pattern: string, rest: readonly string[] = [], apiVersion = 'v3.2.0') =>
  [
    `apiVersion: ${apiVersion}`,
    'kind: DataContract',
    'id: x',
    'version: "1"',
    'status: draft',
    'schema:',
    '  - name: t',
    '    properties:',
    '      - name: c',
    '        logicalType: string',
    '        logicalTypeOptions:',
    `          pattern: ${JSON.stringify(pattern)}`,
    ...rest,
  ].join('\n');

function patternOf(text: string, variables?: Record<string, string>): string | undefined {
  const [table] = readContract(text, 'c.yaml', variables ? { variables } : {}).tables;
  const demand = table?.columns[0]?.constraints
    .map((each) => each.demand)
    .find(({ kind }) => kind === 'pattern');
  return demand && 'pattern' in demand ? demand.pattern : undefined;
}

describe('a variable', () => {
  test.each<[string, string, Record<string, string>, string]>([
    ['has the value given', '${A}x', { A: '1' }, '1x'],
    ['has its default', '${A:-d}x', {}, 'dx'],
    ['has an empty default', '${A:-}x', {}, 'x'],
    ['goes before its default', '${A:-d}', { A: '1' }, '1'],
    ['may occur twice, beside others', '${A}${B}${A}', { A: '1', B: '2' }, '121'],
    ['is not looked for in a value', '${A}', { A: '${B}', B: 'no' }, '${B}'],
    ['is no number in braces, as in a pattern', '^a${2}$', {}, '^a${2}$'],
    ['is text behind a second dollar', '$${A}', { A: '1' }, '${A}'],
    ['is no name of a prototype', '${constructor:-own}', {}, 'own'],
  ])('%s', (_name, written, variables, expected) => {
    expect(patternOf(lines(written), variables)).toBe(expected);
  });

  test('without a value is refused with its place, whatever the environment of the process holds', () => {
    expect(() => readContract(lines('${PATH}'), 'c.yaml')).toThrow(
      /^c\.yaml:12:20: the variable PATH has no value/,
    );
  });

  test('without a value is left where nothing is read', () => {
    const servers = [
      'servers:',
      '  - {server: s, type: postgres, host: "${HOST}", port: 1, database: d, schema: s}',
    ];
    expect(patternOf(lines('a', servers))).toBe('a');
  });

  test('came with v3.2: before, the text stays', () => {
    expect(patternOf(lines('${A:-d}', [], 'v3.1.0'), { A: '1' })).toBe('${A:-d}');
  });

  test('is told from the placeholders of SQL rules', () => {
    const quality = [
      '        quality:',
      '          - {type: sql, query: "SELECT max(${column}) FROM ${table} -- ${A}", mustBe: 1}',
    ];
    const [table] = readContract(lines('a', quality), 'c.yaml', {
      variables: { A: '1', table: 'no' },
    }).tables;
    expect(table?.columns[0]?.constraints.at(-1)?.demand).toMatchObject({
      query: 'SELECT max(${column}) FROM ${table} -- 1',
    });
  });
});
