import type { Side } from '@proofmark/documents';
import { expect, test } from 'vitest';
import {
  binaryRows,
  binarySums,
  CLASSES,
  metricOf,
  readGolden,
  regressionRows,
  regressionSums,
} from './fixture.ts';
import { compare, estimate } from './index.ts';

/** Written by test/golden/boot.R: R's boot on the rows beside it. */
type Booted = { value: number; standardError: number; bca: [number, number] };
type Task = Record<string, Record<Side | 'change', Booted>>;
const { binary, regression } = readGolden('boot.json') as { binary: Task; regression: Task };

const cases = Object.entries({ binary, regression }).flatMap(([task, metrics]) =>
  Object.entries(metrics).flatMap(([metric, parts]) =>
    (['candidate', 'baseline', 'change'] as const).map((part) => [task, metric, part, parts[part]] as const),
  ),
);

/**
 * Of the limits, in standard errors: their own Monte-Carlo error is 0.03; the rest is of second order, where BCa corrects
 * bias and skewness and the transformed scales correct skewness alone.
 */
const CLOSE = 0.25;

test.each(cases)(
  '%s: %s of %s has the error of the influence values of boot, and limits near its BCa interval',
  (...given) => {
    const [task, metric, part, { value, standardError, bca }] = given;
    const sums = task === 'binary' ? binarySums(binaryRows) : regressionSums(regressionRows);
    const options = { classes: CLASSES, level: 0.95 };
    const definition = metricOf(metric);
    const found =
      part === 'change' ? compare(definition, sums, options) : estimate(definition, sums, part, options);
    if (found.value === null || !found.interval) throw new Error('expected an interval');
    expect(found.value).toBeCloseTo(value, 12);
    expect((found.standardError ?? 0) / standardError).toBeCloseTo(1, 6);
    expect(Math.abs(found.interval.lower - bca[0]) / standardError).toBeLessThan(CLOSE);
    expect(Math.abs(found.interval.upper - bca[1]) / standardError).toBeLessThan(CLOSE);
  },
);
