import { figureCss, svgFigure, svgText } from '../../packages/report/src/svg/figure.ts';
import type { CurvePoint } from './gates.ts';

const WIDTH = 860;
const HEIGHT = 330;
const TOP = 58;
const BOTTOM = 250;
const PANELS = [
  { left: 56, right: 410 },
  { left: 496, right: 850 },
] as const;

type Line = { name: string; class: string; dash: string; values: readonly number[] };
type Panel = { title: string; lines: readonly Line[] };

/** How often a gate is wrong, by the size of the test set: equal models blocked, worse models let through. */
export function drawFigure(points: readonly CurvePoint[]): string {
  const line = (name: string, style: string, dash: string, value: (p: CurvePoint) => number): Line => ({
    name,
    class: style,
    dash,
    values: points.map(value),
  });
  const panels: readonly Panel[] = [
    {
      title: 'An equal model is said to fail',
      lines: [
        line('worse at all', 'fail', '', (p) => p.equal.pointBlocks),
        line('worse by over 1 pp', 'fail', '6 4', (p) => p.equal.pointMarginBlocks),
        line('Proofmark', 'pass', '', (p) => p.equal.fail),
        line('Proofmark: cannot tell', 'inconclusive', '2 4', (p) => p.equal.inconclusive),
      ],
    },
    {
      title: 'A model that lost 2 points passes',
      lines: [
        line('worse at all', 'fail', '', (p) => 1 - p.worse.pointBlocks),
        line('worse by over 1 pp', 'fail', '6 4', (p) => 1 - p.worse.pointMarginBlocks),
        line('Proofmark', 'pass', '', (p) => p.worse.pass),
        line('Proofmark: cannot tell', 'inconclusive', '2 4', (p) => p.worse.inconclusive),
      ],
    },
  ];
  const rows = points.map((point) => point.rows);
  return svgFigure({
    width: WIDTH,
    height: HEIGHT,
    title: 'How often a gate on accuracy is wrong, by rows of the test set',
    description:
      'Two panels over the number of rows. Left: how often an equal model fails; right: how often a model that lost two points passes. RESULTS.md has the numbers.',
    content: [
      // An image of its own: the page that shows it has no style for it.
      `<style>${figureCss} .figure-line { fill: none !important; stroke-width: 2.5 !important; }</style>`,
      ...panels.flatMap((panel, i) => drawPanel(panel, rows, PANELS[i] ?? PANELS[0])),
      ...drawLegend(panels[0]?.lines ?? []),
    ],
  });
}

function drawPanel(panel: Panel, rows: readonly number[], { left, right }: { left: number; right: number }) {
  const [first = 1, last = 1] = [rows[0], rows.at(-1)].map((n) => Math.log(n ?? 1));
  const x = (n: number) => left + ((Math.log(n) - first) / (last - first)) * (right - left);
  const y = (share: number) => BOTTOM - share * (BOTTOM - TOP);
  return [
    svgText(left, 26, panel.title, { class: 'strong' }),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((mark) => [
      `<line class="grid" x1="${left}" x2="${right}" y1="${y(mark).toFixed(1)}" y2="${y(mark).toFixed(1)}"/>`,
      svgText(left - 8, y(mark) + 4, `${mark * 100} %`, { anchor: 'end', class: 'muted' }),
    ]),
    ...rows.map((n) => svgText(x(n), BOTTOM + 18, shortCount(n), { anchor: 'middle', class: 'muted' })),
    svgText((left + right) / 2, BOTTOM + 36, 'rows of the test set', { anchor: 'middle', class: 'muted' }),
    ...panel.lines.map((line) => {
      const at = line.values.map((share, i) => `${x(rows[i] ?? 1).toFixed(1)},${y(share).toFixed(1)}`);
      return `<polyline class="${line.class} figure-line" points="${at.join(' ')}"${dashOf(line)}/>`;
    }),
  ];
}

function drawLegend(lines: readonly Line[]): string[] {
  return lines.flatMap((line, i) => {
    const x = 56 + i * 200;
    return [
      `<line class="${line.class} figure-line" x1="${x}" x2="${x + 28}" y1="312" y2="312"${dashOf(line)}/>`,
      svgText(x + 36, 316, line.name),
    ];
  });
}

function dashOf({ dash }: Line): string {
  return dash === '' ? '' : ` stroke-dasharray="${dash}"`;
}

function shortCount(rows: number): string {
  return rows < 1000 ? String(rows) : `${rows / 1000}k`;
}
