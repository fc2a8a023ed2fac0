import { Evaluation, Policy, type SliceKey, type SliceSums } from '@proofmark/documents';
import { summarise } from '@proofmark/metrics';
import { type BinaryRow, referenceBinarySums } from '@proofmark/metrics/reference';

const CLASSES = ['0', '1'] as const;
const file = { path: 'predictions.parquet', bytes: 1, sha256: '0'.repeat(64) };

/** On how many rows both models, only the candidate, only the baseline or none is right. */
export type Table = { both?: number; candidate?: number; baseline?: number; neither?: number };

/** Rows of alternating classes with exactly these counts. */
export function rowsOf({ both = 0, candidate = 0, baseline = 0, neither = 0 }: Table): BinaryRow[] {
  const parts: [count: number, candidate: boolean, baseline: boolean][] = [
    [both, true, true],
    [candidate, true, false],
    [baseline, false, true],
    [neither, false, false],
  ];
  const rows = parts.flatMap(([count, first, second]) =>
    Array.from({ length: count }, () => [first, second]),
  );
  return rows.map(([first, second], i) => {
    const score = (right: boolean | undefined) => ((i % 2 === 1) === right ? 0.8 : 0.3);
    return {
      label: CLASSES[i % 2] ?? '0',
      candidate: score(first),
      baseline: score(second),
      cluster: String(Math.floor(i / 2) % 20),
    };
  });
}

export function sumsOf(
  rows: readonly BinaryRow[],
  { slice = [], clustered = false }: { slice?: SliceKey; clustered?: boolean } = {},
): SliceSums {
  return referenceBinarySums(rows, { classes: CLASSES, threshold: 0.5, clustered, slice });
}

export function at(value: string): SliceKey {
  return [{ column: 'origin', value }];
}

/** A valid evaluation document around these sums. */
export function evaluationOf(sums: SliceSums[], changes: Partial<Evaluation> = {}): Evaluation {
  const reference = (name: string) => ({ name, kind: 'predictions' as const, file });
  const evaluation: Evaluation = {
    document: 'proofmark/evaluation',
    version: '1.0',
    model: 'flight-delay',
    task: 'binary',
    candidate: reference('candidate'),
    baseline: reference('baseline'),
    testSet: { files: [file], rows: sums[0]?.rows ?? 0, digest: 'test-set' },
    classes: [...CLASSES],
    threshold: 0.5,
    metrics: ['accuracy', 'precision', 'recall', 'f1', 'log_loss', 'brier', 'roc_auc'],
    sums,
    omitted: [],
    estimates: [],
    ...changes,
  };
  return Evaluation.parse({ ...evaluation, estimates: summarise(evaluation) });
}

export function policyOf(gates: object[], options: object = {}): Policy {
  return Policy.parse({ gates, options });
}
