import { mermaidLabel } from './escape.ts';

/** A line over categories, and perhaps bars behind it. */
export type XyChart = {
  /** Our own words. */
  title: string;
  yTitle: string;
  /** Untrusted; each renderer makes them safe in its own way. */
  categories: readonly string[];
  bars?: { name: string; values: readonly number[] } | undefined;
  line: { name: string; values: readonly number[] };
  /** Where there is no room for all of them: the first ones, unless it is said that the last ones matter. */
  keep?: 'last';
};

/** The range of the y axis: tight, for the differences are small; the caption says that it does not begin at 0. */
export function yRange({ bars, line }: Pick<XyChart, 'bars' | 'line'>): { lower: number; upper: number } {
  const values = [...(bars?.values ?? []), ...line.values];
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const pad = (highest - lowest || Math.abs(highest) || 1) * 0.15;
  const step = 10 ** Math.floor(Math.log10(pad));
  const lower = Math.floor((lowest - pad) / step) * step;
  const upper = Math.ceil((highest + pad) / step) * step;
  return { lower: lowest >= 0 ? Math.max(0, lower) : lower, upper };
}

/** Blue and orange that have a contrast of 3 to 1 on white as on GitHub's dark ground, and differ without colour. */
const BAR_COLOR = '#3f8ae0';
const LINE_COLOR = '#d1662a';
const WIDTH = 760;
/** Room for the axis at the left, and what a letter of a label takes. */
const AXIS = 90;
const LETTER = 8.5;
const LABEL = 12;
const TITLE = 60;

/**
 * A fenced Mermaid `xychart-beta`, the name that every GitHub version of Mermaid knows. The colours are ours: those of
 * Mermaid's own theme can hardly be seen on white. A vertical chart with as many of the categories as have room for
 * their labels, the first ones or the last ones.
 */
export function mermaidChart(chart: XyChart): string {
  const { title, yTitle, categories, bars, line } = fitCategories(chart);
  const { lower, upper } = yRange({ line, bars });
  const unit = unitOf(Math.max(Math.abs(lower), Math.abs(upper)));
  const number = (value: number) => plainDecimal(value / unit.size);
  const list = (values: readonly number[]) => values.map(number).join(', ');
  return [
    '```mermaid',
    '---',
    'config:',
    '  xyChart:',
    `    width: ${WIDTH}`,
    '    height: 320',
    '  themeVariables:',
    '    xyChart:',
    `      plotColorPalette: "${bars ? `${BAR_COLOR}, ` : ''}${LINE_COLOR}"`,
    '---',
    'xychart-beta',
    `  title "${mermaidLabel(title, TITLE)}"`,
    `  x-axis [${categories.map((name) => `"${name}"`).join(', ')}]`,
    `  y-axis "${mermaidLabel(yTitle)}${unit.name}" ${number(lower)} --> ${number(upper)}`,
    ...(bars ? [`  bar [${list(bars.values)}]`] : []),
    `  line [${list(line.values)}]`,
    '```',
  ].join('\n');
}

/** As many of the categories as have room beside each other, with safe names. */
function fitCategories(chart: XyChart): XyChart {
  const names = chart.categories.map((name) => mermaidLabel(name, LABEL));
  const longest = Math.max(1, ...names.map((name) => name.length));
  const room = Math.max(2, Math.floor((WIDTH - AXIS) / (longest * LETTER + 10)));
  const cut = <T>(items: readonly T[]) => (chart.keep === 'last' ? items.slice(-room) : items.slice(0, room));
  const { bars, line } = chart;
  return {
    ...chart,
    categories: cut(names),
    line: { ...line, values: cut(line.values) },
    ...(bars && { bars: { ...bars, values: cut(bars.values) } }),
  };
}

/** Mermaid writes numbers out in full: large and small ones are counted in thousands, millions, thousandths. */
function unitOf(largest: number): { size: number; name: string } {
  if (largest >= 1e10) return { size: 1e9, name: ' in billions' };
  if (largest >= 1e7) return { size: 1e6, name: ' in millions' };
  if (largest >= 1e4) return { size: 1e3, name: ' in thousands' };
  if (largest > 0 && largest < 1e-4) return { size: 1e-6, name: ' in millionths' };
  if (largest > 0 && largest < 0.1) return { size: 1e-3, name: ' in thousandths' };
  return { size: 1, name: '' };
}

/** Mermaid reads plain decimals only. */
function plainDecimal(value: number): string {
  return String(Number(value.toFixed(6)));
}
