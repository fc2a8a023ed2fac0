import { axisX, type Markish } from '@observablehq/plot';
import { plain } from '../escape.ts';
import { fitLabel, widest } from './text-width.ts';

const TILT = 35;
const [COS, SIN] = [Math.cos((TILT * Math.PI) / 180), Math.sin((TILT * Math.PI) / 180)];
const LINE = 14;
const LONGEST = 120;

/**
 * Names along the bottom, of the places 0, 1, 2 and so on that are `slot` pixels apart: tilted where they would touch,
 * and only some of them where even that is too much. `left` is how many pixels there are left of the first place.
 * Names may be untrusted.
 */
export function nameAxis(
  names: readonly string[],
  { slot, left }: { slot: number; left: number },
): { mark: Markish; marginBottom: number } {
  const short = names.map((name) => fitLabel(plain(name, 200), LONGEST));
  const isTilted = widest(short) + 4 > slot;
  const room = isTilted ? Math.min(LONGEST, (left - 4) / COS) : LONGEST;
  const labels = short.map((name) => fitLabel(name, room));
  const every = isTilted ? Math.ceil(LINE / SIN / slot) : 1;
  const places = names.map((_, at) => at).filter((at) => (names.length - 1 - at) % every === 0);
  return {
    mark: axisX(places, {
      label: null,
      tickSize: 0,
      tickFormat: (at: number) => labels[at] ?? '',
      ...(isTilted && { tickRotate: -TILT, textAnchor: 'end' as const, fill: 'currentColor' }),
    }),
    marginBottom: Math.ceil(isTilted ? widest(labels) * SIN + LINE + 6 : LINE + 16),
  };
}
