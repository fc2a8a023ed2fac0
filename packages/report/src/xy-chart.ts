import { mermaidLabel } from './escape.ts';

/** A line over categories, and perhaps bars behind it. */
export type XyChart = {
  /** Our own words. */
  title: string;
  yTitle: string;
  /** Untrusted; each renderer makes them safe in its own way. */
  categories: readonly string[];
  bars?: { name: string; values: readonly number[] };
  line: { name: string; values: readonly number[] };
};

/** The range of the y axis: tight, for the differences are small; the caption says that it does not begin at 0. */
export function yRange(chart: XyChart): { lower: number; upper: number } {
  const values = [...(chart.bars?.values ?? []), ...chart.line.values];
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const pad = (highest - lowest || Math.abs(highest) || 1) * 0.15;
  const step = 10 ** Math.floor(Math.log10(pad));
  const lower = Math.floor((lowest - pad) / step) * step;
  const upper = Math.ceil((highest + pad) / step) * step;
  return { lower: lowest >= 0 ? Math.max(0, lower) : lower, upper };
}

/** A fenced Mermaid `xychart-beta`, the name that every GitHub version of Mermaid knows. */
export function mermaidChart(chart: XyChart): string {
  const { lower, upper } = yRange(chart);
  const labels = chart.categories.map(mermaidLabel);
  const wide = labels.some((label) => label.length * 8 * labels.length > 620);
  return [
    '```mermaid',
    `xychart-beta${wide ? ' horizontal' : ''}`,
    `  title "${mermaidLabel(chart.title)}"`,
    `  x-axis [${labels.map((label) => `"${label}"`).join(', ')}]`,
    `  y-axis "${mermaidLabel(chart.yTitle)}" ${number(lower)} --> ${number(upper)}`,
    ...(chart.bars ? [`  bar [${chart.bars.values.map(number).join(', ')}]`] : []),
    `  line [${chart.line.values.map(number).join(', ')}]`,
    '```',
  ].join('\n');
}

/** Mermaid reads plain decimals only. */
function number(value: number): string {
  return String(Number(value.toFixed(6)));
}
