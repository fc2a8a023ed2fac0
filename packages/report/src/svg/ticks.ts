import { formatNumber, type Precision } from '@proofmark/metrics';
import { textWidth } from './text-width.ts';

export type Range = readonly [lowest: number, highest: number];
export type Format = (value: number, precision: Precision) => string;
export type Tick = { value: number; label: string };

/** Pixels between the labels of two ticks, at least. */
const GAP = 10;

/** Round numbers of a range, about `count` of them, all with the decimals of their step. */
export function roundTicks(range: Range, count: number, format: Format = formatNumber): Tick[] {
  const [lowest, highest] = range;
  const step = roundStep((highest - lowest || 1) / count);
  const precision = { decimals: Math.max(0, 0 - Math.floor(Math.log10(step) + 1e-9)) };
  const [first, last] = [Math.ceil(lowest / step - 1e-9), Math.floor(highest / step + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const value = (first + i) * step;
    return { value, label: format(value, precision) };
  });
}

/** As many as have room beside each other in `width` pixels, at most about `most`. */
export function fittingTicks(
  range: Range,
  { width, most, format }: { width: number; most: number; format?: Format | undefined },
): Tick[] {
  for (let count = most; count > 1; count--) {
    const ticks = roundTicks(range, count, format);
    if (haveRoom(ticks, width / (range[1] - range[0] || 1))) return ticks;
  }
  return roundTicks(range, 1, format).slice(0, 1);
}

function haveRoom(ticks: readonly Tick[], pixelsPerUnit: number): boolean {
  return ticks.every((tick, i) => {
    const before = ticks[i - 1];
    if (before === undefined) return true;
    const needed = (textWidth(before.label) + textWidth(tick.label)) / 2 + GAP;
    return (tick.value - before.value) * pixelsPerUnit >= needed;
  });
}

/** The next of 1, 2 or 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => step <= one * power * (1 + 1e-9)) ?? 10;
  return factor * power;
}
