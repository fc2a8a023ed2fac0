import { axisFx, line, text, vector } from '@observablehq/plot';
import { bottomAxis, leftAxis } from '../../packages/report/src/svg/axes.ts';
import { drawFigure } from '../../packages/report/src/svg/figure.ts';
import { svgFile } from '../../packages/report/src/svg/palette.ts';
import { ACCURACY } from './gate-plans.ts';
import { type CurvePoint, REAL_LOSS, type Shares } from './gates.ts';

const WIDTH = 860;
const HEIGHT = 330;
const MARGINS = { marginTop: 76, marginLeft: 52, marginRight: 20, marginBottom: 42 };
/** Of the key between the title and the panels. */
const KEY = { top: 32, step: 200, sample: 28 };

/** How often either model is treated wrongly. */
type Rule = {
  name: string;
  color: string;
  dash?: string;
  equal: (shares: Shares) => number;
  worse: (shares: Shares) => number;
};

/** Colours tell the kinds of gates apart, dashes the lines of one kind. */
const rules: readonly Rule[] = [
  {
    name: 'point gate: worse at all',
    color: 'var(--fail)',
    equal: ({ pointBlocks }) => pointBlocks,
    worse: ({ pointBlocks }) => 1 - pointBlocks,
  },
  {
    name: `point gate: by over ${points(ACCURACY.margin)}`,
    color: 'var(--fail)',
    dash: '8 4',
    equal: ({ pointMarginBlocks }) => pointMarginBlocks,
    worse: ({ pointMarginBlocks }) => 1 - pointMarginBlocks,
  },
  {
    name: 'Proofmark by default',
    color: 'var(--pass)',
    equal: ({ blocked }) => blocked,
    worse: ({ pass }) => pass,
  },
  {
    name: 'Proofmark, on-inconclusive: warn',
    color: 'var(--pass)',
    dash: '2 4',
    equal: ({ fail }) => fail,
    worse: ({ fail }) => 1 - fail,
  },
];

const panels = [
  { side: 'equal', title: 'An equal model is blocked' },
  { side: 'worse', title: `A model that lost ${points(REAL_LOSS)} passes` },
] as const;

/**
 * How often a gate is wrong, by rows of the test set: equal models that it blocks, worse models that it lets pass. An
 * SVG file with a style of its own.
 */
export function drawGateErrors(curve: readonly CurvePoint[]): string {
  const sizes = curve.map(({ rows }) => rows);
  return svgFile(
    drawFigure({
      width: WIDTH,
      height: HEIGHT,
      title: 'How often a gate on accuracy is wrong, by rows of the test set',
      description: `Two panels over the number of rows. Left: how often an equal model is blocked; right: how often a model that lost ${points(REAL_LOSS)} passes. RESULTS.md has the numbers.`,
      plot: {
        ...MARGINS,
        fx: { domain: panels.map(({ title }) => title), label: null, padding: 0.12 },
        x: { type: 'log' },
        y: { domain: [0, 1] },
        marks: [
          axisFx({ anchor: 'top', fontWeight: 600, tickPadding: 8 }),
          ...bottomAxis(
            sizes.map((value) => ({ value, label: shortCount(value) })),
            'rows of the test set',
          ),
          ...leftAxis([0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: `${value * 100} %` }))),
          ...rules.flatMap((rule) => drawRule(rule, curve)),
          ...rules.flatMap(drawKey),
        ],
      },
    }),
  );
}

function drawRule(rule: Rule, curve: readonly CurvePoint[]) {
  return panels.map(({ side, title }) =>
    line(
      curve.map((point) => ({ rows: point.rows, share: rule[side](point[side]) })),
      { x: 'rows', y: 'share', fx: () => title, ...strokeOf(rule) },
    ),
  );
}

/** A sample of the line beside its name. */
function drawKey(rule: Rule, i: number) {
  const { marginLeft, marginTop } = MARGINS;
  const place = { facet: 'super', frameAnchor: 'top-left' } as const;
  const dx = 4 - marginLeft + i * KEY.step;
  const dy = KEY.top - marginTop;
  const shape = {
    draw: (context: { moveTo: (x: number, y: number) => void; lineTo: (x: number, y: number) => void }) => {
      context.moveTo(0, 0);
      context.lineTo(KEY.sample, 0);
    },
  };
  return [
    vector([rule.name], { ...place, dx, dy, shape, anchor: 'start', ...strokeOf(rule) }),
    text([rule.name], { ...place, dx: dx + KEY.sample + 8, dy, textAnchor: 'start', lineAnchor: 'middle' }),
  ];
}

function strokeOf({ color, dash }: Rule) {
  return { stroke: color, strokeWidth: 2.5, ...(dash && { strokeDasharray: dash }) };
}

function points(share: number): string {
  return `${share * 100} pp`;
}

function shortCount(rows: number): string {
  return rows < 1000 ? String(rows) : `${rows / 1000}k`;
}
