import { expect, test } from 'vitest';
import { mermaidChart, type XyChart } from './xy-chart.ts';

const names = (count: number, name: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => name(i));
const chart = (categories: readonly string[], values: readonly number[], more: Partial<XyChart> = {}) =>
  mermaidChart({
    title: 't',
    yTitle: 'cost',
    categories,
    line: { name: 'l', values },
    ...more,
  });
const axisOf = (text: string) =>
  [...(/x-axis \[(.*)\]/.exec(text)?.[1] ?? '').matchAll(/"(.*?)"/g)].map(([, a]) => a);

test('the axis has as many labels as there is room for, the first or the last ones, and as many values', () => {
  const commits = names(30, (i) => `${i + 10}abcde`);
  const values = commits.map((_, i) => i + 1);
  const first = chart(commits, values);
  const last = chart(commits, values, { keep: 'last' });
  expect([axisOf(first)[0], axisOf(last).at(-1)]).toEqual(['10abcde', '39abcde']);
  for (const text of [first, last]) {
    expect(axisOf(text).join('').length * 8).toBeLessThan(670);
    expect(/line \[(.*)\]/.exec(text)?.[1]?.split(', ')).toHaveLength(axisOf(text).length);
    expect(text).not.toContain('horizontal');
  }
  // The range is that of what is shown.
  expect(last).toMatch(/y-axis "cost" (19|[12]\d(\.\d+)?) -->/);
});

test('long names keep both ends, which tell them apart', () => {
  expect(axisOf(chart(['store-number-with-tail-1', 'store-number-with-tail-2'], [1, 2]))).toEqual([
    'store...il-1',
    'store...il-2',
  ]);
});

test.each([
  [[351_052, 331_052], 'cost in thousands', '351.052, 331.052'],
  [[35_105_200, 33_105_200], 'cost in millions', '35.1052, 33.1052'],
  [[0.000_021, 0.000_02], 'cost in millionths', '21, 20'],
  [[0.71, 0.72], 'cost', '0.71, 0.72'],
  [[-20_000, 20_000], 'cost in thousands', '-20, 20'],
])('%j is counted as readers count', (values, title, line) => {
  const text = chart(['a', 'b'], values);
  expect(text).toContain(`y-axis "${title}"`);
  expect(text).toContain(`line [${line}]`);
});

test('a line alone takes the colour that a line beside bars has', () => {
  const bars = { name: 'b', values: [1, 2] };
  const [alone, beside] = [chart(['a', 'b'], [1, 2]), chart(['a', 'b'], [1, 2], { bars })].map(
    (text) => /plotColorPalette: "(.*)"/.exec(text)?.[1]?.split(', ') ?? [],
  );
  expect([alone?.length, beside?.length, alone?.[0] === beside?.[1]]).toEqual([1, 2, true]);
});
