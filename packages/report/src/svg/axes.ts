import { axisX, axisY, gridX, gridY, type Markish } from '@observablehq/plot';

type Axis = { label?: string | null; ticks?: number | readonly number[]; format?: (value: number) => string };

/** Grid, ticks and label along the bottom, in the muted colours of the page. */
export function bottomAxis({ label = null, ticks = 5, format }: Axis = {}): Markish[] {
  return [
    gridX({ ticks: given(ticks), stroke: 'var(--grid)', strokeOpacity: 1 }),
    axisX({
      ticks: given(ticks),
      label,
      labelAnchor: 'center',
      labelArrow: 'none',
      tickSize: 0,
      fill: 'var(--muted)',
      ...(format && { tickFormat: format }),
    }),
  ];
}

/** The same along the left. */
export function leftAxis({ label = null, ticks = 5, format }: Axis = {}): Markish[] {
  return [
    gridY({ ticks: given(ticks), stroke: 'var(--grid)', strokeOpacity: 1 }),
    axisY({
      ticks: given(ticks),
      label,
      labelAnchor: 'center',
      labelArrow: 'none',
      tickSize: 0,
      fill: 'var(--muted)',
      ...(format && { tickFormat: format }),
    }),
  ];
}

function given(ticks: number | readonly number[]): number | number[] {
  return typeof ticks === 'number' ? ticks : [...ticks];
}

/** The decimals that tell about `count` ticks of a range apart. */
export function tickPrecision(
  [lower, upper]: readonly [number, number],
  count: number,
): { decimals: number } {
  const step = (upper - lower || 1) / count;
  return { decimals: Math.max(0, Math.min(8, Math.ceil(-Math.log10(step)))) };
}
