import { formatPercent } from '@proofmark/metrics';
import { expect, test } from 'vitest';
import { fitLabel, textWidth } from './text-width.ts';
import { type Format, fittingTicks, type Range, roundTicks } from './ticks.ts';

test.each<[Range, number, Format | undefined, string]>([
  [[0, 1], 5, undefined, '0.0 0.2 0.4 0.6 0.8 1.0'],
  [[-0.034, 0.012], 5, undefined, '−0.03 −0.02 −0.01 0.00 0.01'],
  [[-55_000, 60_000], 3, undefined, '−50,000 0 50,000'],
  [[0, 0.186], 5, formatPercent, '0 % 5 % 10 % 15 %'],
])(
  'the ticks of %j, about %i, are round and have the decimals of their step',
  (range, count, format, labels) => {
    const shown = roundTicks(range, count, format).map(({ label }) => label.replace('\u00a0', ' '));
    expect(shown.join(' ')).toBe(labels);
  },
);

test.each<[number, number]>([
  [820, 12],
  [350, 6],
  [90, 1],
])('in %i pixels there are at most %i ticks of long labels, and none touches the next', (width, most) => {
  const range: Range = [-55_000, 60_000];
  const ticks = fittingTicks(range, { width, most: 12 });
  expect(ticks.length).toBeGreaterThan(0);
  expect(ticks.length).toBeLessThanOrEqual(most);
  const ends = ticks.map(({ value, label }) => {
    const at = ((value - range[0]) / (range[1] - range[0])) * width;
    return { left: at - textWidth(label) / 2, right: at + textWidth(label) / 2 };
  });
  ends.slice(1).forEach(({ left }, i) => {
    expect(left).toBeGreaterThan(ends[i]?.right ?? 0);
  });
});

test.each([
  ['short', 200, 'short'],
  ['store-number-with-a-long-name-12', 120, 'store-n…ame-12'],
  ['', 100, '(blank)'],
  ['🙂🙂🙂🙂🙂🙂🙂🙂', 60, '🙂🙂…🙂'],
  ['anything', 1, '…'],
])('the label "%s" in %i pixels is "%s": cut in the middle, between characters', (text, room, label) => {
  expect(fitLabel(text, room)).toBe(label);
});
