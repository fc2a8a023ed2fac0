import { UserError } from '@proofmark/documents';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Clause, parseCondition } from './parse.ts';

const parse = (text: string) => parseCondition(text, 'gates[0].condition');

test.each<[string, Partial<Clause>[]]>([
  ['n > 0.8 +/- 0.05', [{ coefficients: { n: 1 }, comparison: '>', bound: 0.8, tolerance: 0.05 }]],
  ['n - o > -0.01 +/- 0.01', [{ coefficients: { n: 1, o: -1 }, bound: -0.01 }]],
  [
    'n-o>.02+/-1e-2/\\d<0.1±0.01',
    [
      { coefficients: { n: 1, o: -1 }, bound: 0.02, tolerance: 0.01, text: 'n-o>.02+/-1e-2' },
      { coefficients: { d: 1 }, comparison: '<', bound: 0.1, text: 'd<0.1±0.01' },
    ],
  ],
  ['n - 1.1 * o > 0.01 +/- 0.01', [{ coefficients: { n: 1, o: -1.1 } }]],
  ['n - o * 1.1 + 0.5 * d - o < +2 +/- 0.01', [{ coefficients: { n: 1, o: -2.1, d: 0.5 }, bound: 2 }]],
  ['n * -2 > 0 +/- 0.1', [{ coefficients: { n: -2 } }]],
  ['n - o - d + o > 0 +/- 0.1', [{ coefficients: { n: 1, d: -1 } }]],
  ['n   -  o >  0 +/- 0.1', [{ text: 'n - o > 0 +/- 0.1' }]],
])('%s', (text, clauses) => {
  expect(parse(text)).toMatchObject(clauses);
});

test.each([
  ['', /at the end: expected n, o or d, received nothing/],
  ['n', /at the end: expected \+, -, \*, > or <, received nothing/],
  ['f1 > 0.8 +/- 0.1', /at position 1: expected n, o or d, received "f1"/],
  ['n > 0.8', /at the end: expected \+\/- and a tolerance/],
  ['n >= 0.8 +/- 0.1', /at position 4: expected a number, received "="/],
  ['n > 0.8 +/- 0', /at position 13: expected a tolerance above 0, received "0"/],
  ['n > 0.8 +/- -0.1', /at position 13: expected a tolerance above 0/],
  ['n / o > 1 +/- 0.1', /at position 3: expected .*, received "\/"/],
  ['n > 0.8 +/- 0.1 /\\', /at the end: expected n, o or d/],
  ['n > 0.8 +/- 0.1 d < 1 +/- 0.1', /at position 17: expected \/\\ or the end, received "d"/],
  ['n - n > 0 +/- 0.1', /at position 1: the variables cancel out/],
  ['2 > n +/- 0.1', /at position 3: expected \* and a variable, received ">"/],
  ['n > x +/- 0.1', /at position 5: expected a number, received "x"/],
])('%j is refused with its position', (text, message) => {
  expect(() => parse(text)).toThrow(message);
  expect(() => parse(text)).toThrow(/^gates\[0\]\.condition: .*write for example n - o > /);
});

test('no text makes it fail in another way', () => {
  const part = fc.constantFrom(
    'n',
    'o',
    'd',
    '+',
    '-',
    '*',
    '>',
    '<',
    '+/-',
    '/\\',
    '0.1',
    '-2',
    'x',
    ' ',
    '(',
    '\u0000',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 14 }).map((parts) => parts.join(' ')),
        fc.string(),
      ),
      (text) => {
        try {
          expect(parse(text).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('what is written is what is read', () => {
  const factor = fc.integer({ min: 1, max: 999 }).map((x) => x / 100);
  const clause = fc.record({ n: factor, o: factor, d: factor, bound: factor, tolerance: factor });
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 4 }), (given) => {
      const text = given
        .map(({ n, o, d, bound, tolerance }) => `${n} * n - o * ${o} + d * ${d} > -${bound} +/- ${tolerance}`)
        .join(' /\\ ');
      expect(parse(text).map(({ text: _, ...one }) => one)).toEqual(
        given.map(({ n, o, d, bound, tolerance }) => ({
          coefficients: { n, o: -o, d },
          comparison: '>',
          bound: -bound,
          tolerance,
        })),
      );
    }),
  );
});
