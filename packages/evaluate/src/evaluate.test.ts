import type { SliceSums } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

type Sample = { id: number; y: number; p: number; q: number; group: string; user: string };

/** Seeded rows with ties, two groups, and clusters of about five rows. */
function samples(count: number): Sample[] {
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, (_, id) => {
    const y = random() < 0.3 ? 1 : 0;
    const score = () => Math.round((0.3 * y + 0.7 * random()) * 50) / 50;
    return {
      id,
      y,
      p: score(),
      q: score(),
      group: random() < 0.4 ? 'a' : "b'c",
      user: `u${Math.floor(random() * (count / 5))}`,
    };
  });
}

function toCsv(rows: readonly object[]): string {
  return `${Object.keys(rows[0] ?? {}).join(',')}\n${rows.map((row) => Object.values(row).join(',')).join('\n')}\n`;
}

/** Per-row features straight from their definitions, quadratic in the rows. */
function rowFeatures(
  rows: readonly Sample[],
  score: 'p' | 'q',
): { loss: number; brier: number; placement: number }[] {
  return rows.map((row) => {
    const s = row[score];
    const clipped = Math.min(Math.max(s, 2 ** -52), 1 - 2 ** -52);
    const others = rows.filter(({ y }) => y !== row.y).map((other) => other[score]);
    const right = others.reduce((n, o) => n + (o === s ? 0.5 : (row.y === 1) === o < s ? 1 : 0), 0);
    return {
      loss: -Math.log(row.y === 1 ? clipped : 1 - clipped),
      brier: (s - row.y) ** 2,
      placement: right / others.length,
    };
  });
}

/** Two features have a product unless they are of metrics that have nothing else in common: `parts` names theirs. */
function moments(
  units: readonly (readonly number[])[],
  parts: readonly (string | undefined)[] = [],
): { units: number; mean: number[]; comoment: (number | null)[] } {
  const size = units[0]?.length ?? 0;
  const mean = Array.from(
    { length: size },
    (_, i) => units.reduce((sum, u) => sum + (u[i] ?? 0), 0) / units.length,
  );
  const comoment = mean.flatMap((a, i) =>
    mean.slice(i).map((b, k) => {
      const [one, other] = [parts[i], parts[i + k]];
      if (one !== undefined && other !== undefined && one !== other) return null;
      return units.reduce((sum, u) => sum + ((u[i] ?? 0) - a) * ((u[i + k] ?? 0) - b), 0);
    }),
  );
  return { units: units.length, mean, comoment };
}

function expectMoments(
  found: SliceSums['moments']['strata'][number] | undefined,
  expected: ReturnType<typeof moments>,
): void {
  expect(found?.units).toBe(expected.units);
  for (const key of ['mean', 'comoment'] as const) {
    expect(found?.[key]).toHaveLength(expected[key].length);
    for (const [i, value] of expected[key].entries()) {
      if (value === null) expect(found?.[key][i]).toBeNull();
      else expect(found?.[key][i]).toBeCloseTo(value, 9);
    }
  }
}

const pairOfFiles = (rows: readonly Sample[]) => ({
  'c.csv': toCsv(rows.map(({ q: _, p, ...row }) => ({ ...row, p }))),
  'b.csv': toCsv(rows.map(({ id, q }) => ({ id, p: q })).reverse()),
});

describe('sums equal their definitions', () => {
  const rows = samples(600);
  const section = {
    task: 'binary',
    predictions: 'd.csv',
    columns: { label: 'y', score: 'p', 'baseline-score': 'q' },
    slices: ['group'],
    metrics: ['accuracy', 'precision', 'recall', 'f1', 'log_loss', 'brier', 'roc_auc'],
  };

  test.each<[string, Record<string, string>, Record<string, unknown>]>([
    ['both scores in one file', { 'd.csv': toCsv(rows) }, section],
    [
      'two files in different orders, joined by id',
      pairOfFiles(rows),
      {
        ...section,
        predictions: 'c.csv',
        'baseline-predictions': 'b.csv',
        columns: { label: 'y', score: 'p' },
      },
    ],
  ])('by row, %s', async (_name, files, evaluation) => {
    const document = await evaluateFiles(files, evaluation);
    expect(document.sums.map(({ slice }) => slice)).toEqual([
      [],
      [{ column: 'group', value: "b'c" }],
      [{ column: 'group', value: 'a' }],
    ]);
    for (const sums of document.sums) {
      const own = rows.filter(({ group }) => (sums.slice[0]?.value ?? group) === group);
      expect(sums.rows).toBe(own.length);
      for (const cell of sums.cells) {
        const matching = own.filter(
          (row) =>
            String(row.y) === cell.label &&
            String(Number(row.p >= 0.5)) === cell.candidate &&
            String(Number(row.q >= 0.5)) === cell.baseline,
        );
        expect(cell.rows).toBe(matching.length);
      }
      expect(sums.cells.reduce((total, cell) => total + cell.rows, 0)).toBe(own.length);
      expect(sums.moments.unit).toBe('row');
      expect(sums.moments.features).toEqual([
        'log_loss.candidate',
        'brier.candidate',
        'log_loss.baseline',
        'brier.baseline',
        'placement.candidate',
        'placement.baseline',
      ]);
      const candidate = rowFeatures(own, 'p');
      const baseline = rowFeatures(own, 'q');
      for (const [i, label] of ['0', '1'].entries()) {
        const units = own.flatMap((row, r) => {
          const [c, b] = [candidate[r], baseline[r]];
          return row.y === i && c && b ? [[c.loss, c.brier, b.loss, b.brier, c.placement, b.placement]] : [];
        });
        expect(sums.moments.strata[i]?.stratum).toBe(label);
        const losses = ['log_loss', 'brier'];
        const parts = [...losses, ...losses, 'placement', 'placement'];
        expectMoments(sums.moments.strata[i], moments(units, parts));
      }
    }
  });

  test('by cluster', async () => {
    const document = await evaluateFiles({ 'd.csv': toCsv(rows) }, { ...section, cluster: 'user' });
    for (const sums of document.sums) {
      const own = rows.filter(({ group }) => (sums.slice[0]?.value ?? group) === group);
      const perRow = own.map((row) => [1, row.y]);
      for (const score of ['p', 'q'] as const) {
        for (const [r, { loss, brier, placement }] of rowFeatures(own, score).entries()) {
          const y = own[r]?.y ?? 0;
          const predicted = (own[r]?.[score] ?? 0) >= 0.5 ? 1 : 0;
          perRow[r]?.push(
            y * predicted,
            (1 - y) * predicted,
            loss,
            brier,
            y * placement,
            (1 - y) * placement,
          );
        }
      }
      const clusters = Map.groupBy(perRow.keys(), (r) => own[r]?.user);
      const units = [...clusters.values()].map((members) =>
        members.map((r) => perRow[r] ?? []).reduce((a, b) => a.map((value, i) => value + (b[i] ?? 0))),
      );
      expect(sums.moments.unit).toBe('cluster');
      expect(sums.moments.features).toEqual([
        'rows',
        'positives',
        ...['candidate', 'baseline'].flatMap((side) =>
          [
            'true_positives',
            'false_positives',
            'log_loss',
            'brier',
            'placement_positive',
            'placement_negative',
          ].map((name) => `${name}.${side}`),
        ),
      ]);
      expect(sums.moments.strata.map(({ stratum }) => stratum)).toEqual(['all']);
      const metrics = [undefined, undefined, 'log_loss', 'brier', 'placement', 'placement'];
      const parts = [undefined, undefined, ...metrics, ...metrics];
      expectMoments(sums.moments.strata[0], moments(units, parts));
    }
  });

  test.each([undefined, 'user'])('regression, cluster %s', async (cluster) => {
    const shifted = rows.map(({ y, p, q, ...row }) => ({
      ...row,
      y: 1e6 + 10 * y + p,
      p: 1e6 + 10 * p,
      q: 1e6 + 8 * q,
    }));
    const document = await evaluateFiles(
      { 'd.csv': toCsv(shifted) },
      { ...section, task: 'regression', metrics: undefined, slices: [], ...(cluster && { cluster }) },
    );
    const [sums] = document.sums;
    const at = sums?.moments.features.indexOf('label') ?? -1;
    const mean = moments(shifted.map(({ y }) => [y])).mean[0] ?? 0;
    expect(at).toBe(cluster ? 1 : 0);
    // The label is relative to a constant that only the program knows; infer it from the first moment, exactly, as it
    // is a multiple of 1/32 for labels that spread over 8 to 16.
    const units = rows.length;
    const totalShift =
      (sums?.moments.strata[0]?.mean[at] ?? 0) * ((sums?.moments.strata[0]?.units ?? 0) / units);
    const shift = Math.round((mean - totalShift) * 32) / 32;
    const perRow = shifted.map(({ y, p, q }) => [
      ...(cluster ? [1] : []),
      y - shift,
      (y - shift) ** 2,
      Math.abs(p - y),
      (p - y) ** 2,
      Math.abs(q - y),
      (q - y) ** 2,
    ]);
    const groups = cluster
      ? Map.groupBy(perRow.keys(), (r) => rows[r]?.user)
      : Map.groupBy(perRow.keys(), (r) => r);
    const summed = [...groups.values()].map((members) =>
      members.map((r) => perRow[r] ?? []).reduce((a, b) => a.map((value, i) => value + (b[i] ?? 0))),
    );
    const expected = moments(summed);
    const found = sums?.moments.strata[0];
    expect(sums?.cells).toEqual([]);
    expect(found?.stratum).toBe('all');
    for (const key of ['mean', 'comoment'] as const) {
      for (const [i, value] of expected[key].entries()) {
        const known = value ?? Number.NaN;
        expect((found?.[key][i] ?? 0) / (Math.abs(known) || 1)).toBeCloseTo(Math.sign(known), 6);
      }
    }
  });
});

test('two runs, whatever the number of threads and the order of rows, give the same document', async () => {
  const rows = samples(5000);
  const section = {
    task: 'binary',
    predictions: 'd.csv',
    columns: { label: 'y', score: 'p', 'baseline-score': 'q' },
    slices: ['group'],
  };
  for (const extra of [{}, { cluster: 'user' }]) {
    const one = await evaluateFiles({ 'd.csv': toCsv(rows) }, { ...section, ...extra });
    const other = await evaluateFiles({ 'd.csv': toCsv(rows.toReversed()) }, { ...section, ...extra });
    expect(other.sums).toEqual(one.sums);
    expect(other.testSet.digest).toBe(one.testSet.digest);
  }
});
