import { dot, line, ruleY } from '@observablehq/plot';
import type { CurvePoint, Evaluation, ScoreCurves, Side } from '@proofmark/documents';
import { formatNumber, formatPercent } from '@proofmark/metrics';
import { baselineSeries, candidateSeries, drawFigure } from './figure.ts';

const SIZE = { width: 420, height: 380 };
/** It has no other beside it. */
const WIDE = { width: 840, height: 380 };
const UNIT = [0, 1] as const;

const seriesOf = (side: Side) => (side === 'candidate' ? candidateSeries : baselineSeries);
const dashes = (side: Side) => (side === 'candidate' ? {} : { strokeDasharray: '5 3' });

/** Baseline first, so that the candidate is drawn over it. */
function ordered(curves: readonly ScoreCurves[]): ScoreCurves[] {
  return curves.toSorted((a, b) => a.side.localeCompare(b.side));
}

function legendOf(curves: readonly ScoreCurves[]) {
  return curves.map(({ side }) => seriesOf(side));
}

/** True positive rate over false positive rate, the diagonal of a coin, and the threshold in use. */
export function drawRoc({ curves = [], threshold, estimates }: Evaluation): string {
  const auc = (side: Side) =>
    estimates.find(({ metric, slice }) => metric === 'roc_auc' && slice.length === 0)?.[side]?.value;
  const words = curves.map(({ side }) => `${side}${areaWords(auc(side))}`);
  return drawFigure({
    ...SIZE,
    title: 'ROC curve',
    description: `True positive rate over false positive rate at every threshold: ${words.join(', ')}.`,
    legend: legendOf(curves),
    bottom: { domain: UNIT, label: 'false positive rate' },
    left: { domain: UNIT, label: 'true positive rate' },
    plot: {
      marks: [
        line([{ at: 0 }, { at: 1 }], { x: 'at', y: 'at', stroke: 'var(--muted)', strokeDasharray: '1 4' }),
        ...ordered(curves).flatMap((own) => {
          const all = own.points.at(-1);
          const at = (point: CurvePoint) => ({
            x: shareOf(point.falsePositives, all?.falsePositives),
            y: shareOf(point.truePositives, all?.truePositives),
          });
          const used = pointAt(own, threshold);
          return drawSeries(own.side, [{ x: 0, y: 0 }, ...own.points.map(at)], used && at(used));
        }),
      ],
    },
  });
}

/** Precision over recall, with the share of positives, which a coin has as precision, as a line. */
export function drawPrecisionRecall({ curves = [], threshold }: Evaluation): string {
  const all = curves[0]?.points.at(-1);
  const prevalence = all ? shareOf(all.truePositives, all.truePositives + all.falsePositives) : 0;
  return drawFigure({
    ...SIZE,
    title: 'Precision and recall',
    description: `Precision over recall at every threshold, for ${curves.map(({ side }) => side).join(' and ')}. ${formatPercent(prevalence)} of the rows are positive.`,
    legend: legendOf(curves),
    bottom: { domain: UNIT, label: 'recall' },
    left: { domain: UNIT, label: 'precision' },
    plot: {
      marks: [
        ruleY([prevalence], { stroke: 'var(--muted)', strokeDasharray: '1 4' }),
        ...ordered(curves).flatMap((own) => {
          const positives = own.points.at(-1)?.truePositives;
          const at = (point: CurvePoint) => ({
            x: shareOf(point.truePositives, positives),
            y: shareOf(point.truePositives, point.truePositives + point.falsePositives),
          });
          const used = pointAt(own, threshold);
          // Where nothing is flagged there is no precision.
          const flagged = own.points.filter((point) => point.truePositives + point.falsePositives > 0);
          return drawSeries(own.side, flagged.map(at), used && at(used));
        }),
      ],
    },
  });
}

/** The share of positives over the mean score, in bins of about equal size; a calibrated model is on the diagonal. */
export function drawCalibration({ curves = [] }: Evaluation): string {
  const highest = Math.max(
    ...curves.flatMap(({ calibration }) => calibration.flatMap((bin) => [bin.meanScore, bin.positiveRate])),
  );
  const domain = [0, Math.min(1, highest * 1.05) || 1] as const;
  const [candidate] = curves;
  const worst = candidate?.calibration.toSorted(
    (a, b) => Math.abs(b.meanScore - b.positiveRate) - Math.abs(a.meanScore - a.positiveRate),
  )[0];
  const words = worst
    ? `The ${candidate?.side} is farthest off where it says ${formatNumber(worst.meanScore)} and ${formatNumber(worst.positiveRate)} are positive.`
    : '';
  return drawFigure({
    ...WIDE,
    title: 'Calibration',
    description: `Share of positives over the mean score, in bins of about equal numbers of rows. ${words}`,
    legend: legendOf(curves),
    bottom: { domain, label: 'mean score' },
    left: { domain, label: 'share of positives' },
    plot: {
      marks: [
        line([...domain], {
          x: (at: number) => at,
          y: (at: number) => at,
          stroke: 'var(--muted)',
          strokeDasharray: '1 4',
        }),
        ...ordered(curves).flatMap(({ side, calibration }) => [
          ...drawSeries(
            side,
            calibration.map(({ meanScore, positiveRate }) => ({ x: meanScore, y: positiveRate })),
          ),
          dot(calibration, {
            x: 'meanScore',
            y: 'positiveRate',
            r: 3,
            stroke: seriesOf(side).color,
            fill: side === 'candidate' ? seriesOf(side).color : 'var(--paper)',
          }),
        ]),
      ],
    },
  });
}

type Place = { x: number; y: number };

function drawSeries(side: Side, places: readonly Place[], used?: Place) {
  const { color } = seriesOf(side);
  return [
    line([...places], { x: 'x', y: 'y', stroke: color, strokeWidth: 2, ...dashes(side) }),
    ...(used
      ? [
          dot([used], {
            x: 'x',
            y: 'y',
            r: 5,
            stroke: color,
            strokeWidth: 2,
            fill: side === 'candidate' ? color : 'var(--paper)',
          }),
        ]
      : []),
  ];
}

/** The lowest score of the curve that the threshold still lets through. */
function pointAt({ points }: ScoreCurves, threshold: number | undefined): CurvePoint | undefined {
  return threshold === undefined ? undefined : points.findLast((point) => point.threshold >= threshold);
}

function areaWords(area: number | undefined): string {
  return area === undefined ? '' : ` (area ${formatNumber(area)})`;
}

function shareOf(part: number, whole: number | undefined): number {
  return whole ? part / whole : 0;
}
