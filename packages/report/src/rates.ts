import type { SweepPoint } from '@proofmark/documents';

type Counts = Pick<SweepPoint, 'truePositives' | 'falsePositives' | 'falseNegatives' | 'trueNegatives'>;

export type Rates = Record<
  'flagged' | 'precision' | 'recall' | 'f1' | 'falsePositiveRate' | 'accuracy',
  number | undefined
>;

/** What a confusion matrix says; undefined where it would divide by zero. */
export function ratesOf({ truePositives, falsePositives, falseNegatives, trueNegatives }: Counts): Rates {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : undefined);
  const flagged = truePositives + falsePositives;
  const positives = truePositives + falseNegatives;
  const all = flagged + falseNegatives + trueNegatives;
  return {
    flagged: share(flagged, all),
    precision: share(truePositives, flagged),
    recall: share(truePositives, positives),
    f1: share(2 * truePositives, flagged + positives),
    falsePositiveRate: share(falsePositives, falsePositives + trueNegatives),
    accuracy: share(truePositives + trueNegatives, all),
  };
}
