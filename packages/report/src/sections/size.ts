import type { Evaluation } from '@proofmark/documents';
import { formatNumber, formatPercent } from '@proofmark/metrics';
import { formatBytes } from '../format.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';

/** What the model weighs, where the files are models; predictions weigh nothing that matters. */
export function sizeSection({ candidate, baseline }: Evaluation): Section | undefined {
  if (candidate.kind !== 'model') return undefined;
  const own = candidate.file.bytes;
  const other = baseline?.kind === 'model' ? baseline.file.bytes : undefined;
  const change =
    other === undefined || other === 0
      ? '–'
      : own >= 2 * other
        ? `×\u00a0${formatNumber(own / other, { decimals: 1 })}`
        : `${own < other ? '−' : '+'}${formatPercent(Math.abs(own - other) / other)}`;
  return {
    title: `Size: ${formatBytes(own)}${other === undefined ? '' : `, ${change}`}`,
    body: table(
      [
        { title: 'What' },
        { title: 'Baseline', align: 'right' },
        { title: 'Candidate', align: 'right' },
        { title: 'Change', align: 'right' },
      ],
      [['Model file\u00a0↓', other === undefined ? '–' : formatBytes(other), formatBytes(own), change]],
    ),
    open: false,
    charts: [],
  };
}
