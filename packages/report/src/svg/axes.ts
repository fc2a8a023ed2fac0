import { axisX, axisY, gridX, gridY, type Markish } from '@observablehq/plot';
import { widest } from './text-width.ts';
import { type Format, fittingTicks, type Range, roundTicks, type Tick } from './ticks.ts';

export type Axis = {
  domain: Range;
  label?: string;
  /** About so many ticks, fewer where their labels would touch. */
  ticks?: number;
  format?: Format;
};

const TICKS = 5;
/** A line of letters, with room beside it. */
const LINE = 18;
const EDGE = 4;
/** From the labels of the ticks to the axis. */
const GAP = 9;

/** Pixels left of the plot that the labels of its axis need. */
export function leftRoom(axis: Axis | undefined): number {
  if (axis === undefined) return 16;
  return Math.ceil(labelRoom(leftTicks(axis)) + (axis.label ? LINE + EDGE : EDGE));
}

/** Pixels right of the plot that the last label of the bottom axis may need. */
export function rightRoom(axis: Axis | undefined): number {
  const labels = axis ? leftTicks(axis).map(({ label }) => label) : [];
  return Math.ceil(Math.max(16, widest(labels) / 2 + 2));
}

/** The ticks of a bottom axis of a plot `width` pixels wide. */
export function bottomTicks({ domain, ticks: most = TICKS, format }: Axis, width: number): Tick[] {
  return fittingTicks(domain, { width, most, format });
}

/** Grid, ticks and label along the bottom, in the muted colours of the page. */
export function bottomAxis(ticks: readonly Tick[], label?: string): Markish[] {
  const values = ticks.map(({ value }) => value);
  return [gridX(values, grid), axisX(values, look(ticks, label))];
}

/** The same along the left. */
export function leftAxis(ticks: readonly Tick[], label?: string): Markish[] {
  const values = ticks.map(({ value }) => value);
  const labelOffset = labelRoom(ticks) + LINE;
  return [gridY(values, grid), axisY(values, { ...look(ticks, label), labelOffset })];
}

const grid = { stroke: 'var(--grid)', strokeOpacity: 1 };

function labelRoom(ticks: readonly Tick[]): number {
  return widest(ticks.map(({ label }) => label)) + GAP;
}

/** The ticks of a left axis: plots are higher than their labels need. */
export function leftTicks({ domain, ticks = TICKS, format }: Axis): Tick[] {
  return roundTicks(domain, ticks, format);
}

function look(ticks: readonly Tick[], label = '') {
  const labels = new Map(ticks.map(({ value, label: text }) => [value, text]));
  return {
    label: label === '' ? null : label,
    labelAnchor: 'center',
    labelArrow: 'none',
    tickSize: 0,
    fill: 'var(--muted)',
    tickFormat: (value: number) => labels.get(value) ?? '',
  } as const;
}

/** A range with some room at both ends; of no width, around its only value. */
export function padded([lowest, highest]: Range, share: number): Range {
  const pad = (highest - lowest || Math.abs(highest) || 1) * share;
  return [lowest - pad, highest + pad];
}
