import type { Evaluation, SweepPoint } from '@proofmark/documents';
import { formatExact } from '@proofmark/metrics';
import { type Rates, ratesOf } from './rates.ts';

const COLUMNS: readonly { key: keyof Rates; title: string }[] = [
  { key: 'flagged', title: 'flagged' },
  { key: 'precision', title: 'precision' },
  { key: 'recall', title: 'recall' },
  { key: 'f1', title: 'F1' },
  { key: 'falsePositiveRate', title: 'false positive rate' },
  { key: 'accuracy', title: 'accuracy' },
];
const FALLBACK_THRESHOLD = 0.5;

/**
 * A slider over the thresholds 0 to 1 and what each model would do there. Without a script the table of all
 * thresholds, which the slider reads, is all there is. Nothing in it comes from a document but numbers.
 */
export function showExplorer({ sweep = [], threshold = FALLBACK_THRESHOLD }: Evaluation): string {
  const byThreshold = [...Map.groupBy(sweep, (point) => point.threshold)].map(([at, points]) => ({
    at,
    points,
  }));
  const sides = (['candidate', 'baseline'] as const).filter((side) =>
    sweep.some((point) => point.side === side),
  );
  const nearest = byThreshold.toSorted((a, b) => Math.abs(a.at - threshold) - Math.abs(b.at - threshold))[0];
  const selected = byThreshold.findIndex(({ at }) => at === nearest?.at);
  const head = COLUMNS.map(({ title }) => `<th scope="col" align="right">${title}</th>`).join('');
  const cellsOf = (points: readonly SweepPoint[], side: string) => {
    const point = points.find((one) => one.side === side);
    return COLUMNS.map(
      ({ key }) => `<td align="right">${formatRate(point && ratesOf(point)[key])}</td>`,
    ).join('');
  };
  const rows = byThreshold.flatMap(({ at, points }) =>
    sides.map(
      (side) =>
        `<tr data-side="${side}"><th scope="row" align="right">${formatExact(at)}</th><td>${side}</td>${cellsOf(points, side)}</tr>`,
    ),
  );
  return `<div id="explorer" hidden>
<p><label for="threshold">Threshold</label>
<input type="range" id="threshold" min="0" max="${byThreshold.length - 1}" value="${selected}">
<output for="threshold" id="at">${formatExact(nearest?.at ?? threshold)}</output></p>
<table tabindex="0"><caption class="visually-hidden">Both models at the chosen threshold</caption>
<thead><tr><th scope="col" align="left">Model</th>${head}</tr></thead>
<tbody id="chosen">${sides.map((side) => `<tr><th scope="row" align="left">${side}</th>${cellsOf(nearest?.points ?? [], side)}</tr>`).join('')}</tbody></table>
</div>
<details class="screen"><summary>All thresholds, as a table</summary>
<div class="scroll" tabindex="0" role="region" aria-label="All thresholds"><table>
<thead><tr><th scope="col" align="right">Threshold</th><th scope="col" align="left">Model</th>${head}</tr></thead>
<tbody id="sweep">
${rows.join('\n')}
</tbody></table></div></details>`;
}

/** Copies the rows of the chosen threshold out of the table of all of them. */
export const explorerScript = `
const slider = document.getElementById('threshold');
const sides = document.querySelectorAll('#chosen tr');
const sweep = document.querySelectorAll('#sweep tr');
document.getElementById('explorer').hidden = false;
slider.addEventListener('input', () => {
  sides.forEach((row, i) => {
    const from = sweep[Number(slider.value) * sides.length + i];
    document.getElementById('at').textContent = from.cells[0].textContent;
    slider.setAttribute('aria-valuetext', from.cells[0].textContent);
    for (let column = 1; column < row.cells.length; column++) row.cells[column].textContent = from.cells[column + 1].textContent;
  });
});
`;

function formatRate(rate: number | undefined): string {
  return rate === undefined ? '–' : rate.toFixed(4);
}
