import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentDigest, type Evaluation, readDocument } from '@proofmark/documents';
import { recompute } from '@proofmark/gate';
import { describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory, writeFiles } from './project.ts';

const golden = join(root, 'packages/metrics/test/golden');
const pair = 'score: candidate, baseline-score: baseline';

type Project = { files: readonly string[]; evaluation: string; gates: readonly string[] };

/** One evaluation of each task, with slices, weights and clusters among them, and rules of every kind. */
const projects: Record<Evaluation['task'], Project> = {
  binary: {
    files: ['classes.csv'],
    evaluation: `predictions: classes.csv
  columns: { id: __row, label: positive, score: p, baseline-score: q }
  cluster: cluster
  weight: weight
  slices: [{ column: site, min-rows: 1 }]
  metrics: [accuracy, f1, mcc, kappa, log_loss, roc_auc, average_precision, ks, lift@0.1, ece]`,
    gates: [
      '{ metric: roc_auc, max-drop: 0.02, slices: [site] }',
      '{ metric: mcc, min: 0.5 }',
      '{ metric: recall@threshold=0.3, max-drop: 0.05, slices: [site] }',
      '{ metric: demographic_parity_gap, by: site, max: 0.2 }',
      '{ metric: equalized_odds_gap@threshold=0.3, by: site, max-rise: 0.2 }',
    ],
  },
  multiclass: {
    files: ['classes.csv'],
    evaluation: `predictions: classes.csv
  columns:
    id: __row
    prediction: candidate
    baseline-prediction: baseline
    scores: 'candidate_{class}'
    baseline-scores: 'baseline_{class}'
  slices: [{ column: site, min-rows: 1 }]`,
    gates: [
      '{ metric: f1_macro, max-drop: 0.03 }',
      '{ metric: "recall[class=cat]", min: 0.6, slices: [site] }',
      '{ metric: roc_auc_ovr, min-gain: 0.01, role: success }',
      '{ metric: accuracy, min-gain: 0.01, role: success }',
      '{ condition: "n - o > -0.05 +/- 0.05" }',
    ],
  },
  multilabel: {
    files: ['classes.csv'],
    evaluation: `predictions: classes.csv
  columns:
    id: __row
    label: 'is_{class}'
    prediction: 'c_{class}'
    baseline-prediction: 'b_{class}'
    scores: 'cs_{class}'
    baseline-scores: 'bs_{class}'
  weight: weight
  slices: [{ column: site, min-rows: 1 }]`,
    gates: [
      '{ metric: hamming_loss, max-rise: 0.01 }',
      '{ metric: f1_macro, min: 0.7, role: exploratory }',
      '{ metric: f1_micro@threshold=0.4, max-drop: 0.05 }',
      '{ metric: roc_auc_macro, max-drop: 0.05, slices: [site] }',
      '{ metric: "average_precision[class=red]", min: 0.5 }',
      '{ metric: label_ranking_loss, max: 0.3 }',
    ],
  },
  regression: {
    files: ['numbers.csv'],
    evaluation: `predictions: numbers.csv
  columns: { id: __row, ${pair} }
  cluster: cluster
  metrics: [mae, rmse, r2, median_ae, max_error, wape, gamma_deviance]
  measures:
    - { name: latency_p90, column: weight, quantile: 0.9 }
    - { name: cost, json: run.json, history: past.json }`,
    gates: [
      '{ metric: rmse, max-rise: 0.2 }',
      '{ metric: median_ae, max: 2 }',
      '{ metric: r2, min: 0.4 }',
      '{ metric: latency_p90, max: 5 }',
      '{ metric: cost, max-rise: 0.2 }',
    ],
  },
  ranking: {
    files: ['ranking.csv'],
    evaluation: `predictions: ranking.csv
  columns: { ${pair} }
  slices: [{ column: site, min-rows: 1 }]`,
    gates: ['{ metric: "ndcg@5", max-drop: 0.01, slices: [site] }', '{ metric: mrr, min: 0.3 }'],
  },
  forecast: {
    files: ['forecast.csv', 'forecast_past.csv'],
    evaluation: `predictions: forecast.csv
  columns: { ${pair}, quantiles: 'candidate_{quantile}', baseline-quantiles: 'baseline_{quantile}' }
  history: { files: forecast_past.csv, season: 4 }`,
    gates: ['{ metric: mase, max-rise: 0.1 }', '{ metric: "coverage@0.8", min: 0.6 }'],
  },
  scores: {
    files: ['numbers.csv'],
    evaluation: `predictions: numbers.csv
  columns: { id: __row }
  scores: [{ column: candidate, baseline-column: baseline, better: lower }]
  weight: weight`,
    gates: ['{ metric: "mean_cost[score=candidate]", max-rise: 0.5 }'],
  },
  aggregates: {
    files: [],
    evaluation: 'import: { format: lm-eval, candidate: new.json, baseline: old.json }',
    gates: ['{ metric: parity.acc, max-drop: 0.05 }'],
  },
};

const run = (directory: string, ...args: string[]) => proofmark(directory, args);

/** Evaluates and decides; both documents are in `proofmark-out`. */
async function decideOn(task: string, { files, evaluation, gates }: Project): Promise<string> {
  const directory = temporaryDirectory();
  for (const file of files) cpSync(join(golden, file), join(directory, file));
  const fixtures = join(root, 'packages/evaluate/test/imports');
  cpSync(join(fixtures, 'lm-eval-candidate.json'), join(directory, 'new.json'));
  cpSync(join(fixtures, 'lm-eval-baseline.json'), join(directory, 'old.json'));
  const rules = gates.map((gate) => `  - ${gate}\n`).join('');
  writeFiles(directory, { 'run.json': '{"cost": 1.5}', 'past.json': '{"cost": [1.4, 1.6, 1.45]}' });
  const config = `model: m\nevaluation:\n  task: ${task}\n  ${evaluation}\ngates:\n${rules}`;
  writeFiles(directory, { 'proofmark.yml': config });
  const evaluated = await run(directory, 'evaluate');
  expect(evaluated.exitCode, evaluated.err).toBe(0);
  const decided = await run(directory, 'gate', '--evaluation', 'proofmark-out/evaluation.json');
  expect([0, 1, 3], decided.err).toContain(decided.exitCode);
  return directory;
}

const documents = ['proofmark-out/evaluation.json', 'proofmark-out/verdict.json'] as const;
const [evaluationFile, verdictFile] = documents;

describe.each(Object.entries(projects))('the verdict on an evaluation of task %s', (task, project) => {
  it('is reproduced bit by bit, and a changed number, policy or verdict is noticed', async () => {
    const directory = await decideOn(task, project);
    const verify = () => run(directory, 'verify-verdict', evaluationFile, 'proofmark.yml');
    const agrees = {
      exitCode: 0,
      out: 'The verdict follows from the evaluation, digit by digit.\n',
      err: '',
    };
    expect(await verify()).toEqual(agrees);
    expect(await run(directory, 'verify-verdict', ...documents)).toEqual(agrees);

    const evaluation = await readDocument(join(directory, evaluationFile), 'evaluation');
    const verdict = await readDocument(join(directory, verdictFile), 'verdict');
    expect(verdict.gates.length).toBeGreaterThanOrEqual(project.gates.length);
    const withChanged = async (file: string, change: (text: string) => string, expected: RegExp) => {
      const path = join(directory, file);
      const text = readFileSync(path, 'utf8');
      expect(change(text), file).not.toBe(text);
      writeFileSync(path, change(text));
      const { exitCode, out } = await verify();
      writeFileSync(path, text);
      expect(out).toMatch(expected);
      expect(exitCode).toBe(1);
    };
    await withChanged('proofmark.yml', (text) => `${text}policy: { confidence: 0.9 }\n`, /^verdict\.policy/m);
    await withChanged(
      verdictFile,
      (text) => text.replace('"binding": true', '"binding": false'),
      /^verdict\./m,
    );
    const changed = JSON.stringify(changeNumber(evaluation));
    await withChanged(evaluationFile, () => changed, /^verdict\.evaluation: /m);

    // Nor does it help to write the digest of the changed evaluation into the verdict.
    const forged = changeNumber(evaluation);
    const { differences } = recompute({ ...verdict, evaluation: documentDigest(forged) }, forged);
    expect(differences.join('\n')).toMatch(/^(verdict\.gates|evaluation\.estimates)/m);
  });
});

it('a verdict against a recorded baseline is reproduced, and a changed baseline is noticed', async () => {
  const directory = temporaryDirectory();
  cpSync(join(golden, 'ranking.csv'), join(directory, 'ranking.csv'));
  const config = (score: string, baseline: string) =>
    `model: m\nevaluation:\n  task: ranking\n  predictions: ranking.csv\n  columns: { score: ${score} }\n${baseline}gates:\n  - { metric: ndcg, max-drop: 0.05 }\n`;
  writeFiles(directory, { 'proofmark.yml': config('baseline', '') });
  expect((await run(directory, 'evaluate', '--out', 'old.json')).exitCode).toBe(0);
  writeFiles(directory, { 'proofmark.yml': config('candidate', '  baseline: old.json\n') });
  expect((await run(directory, 'evaluate')).exitCode).toBe(0);
  await run(directory, 'gate', '--evaluation', evaluationFile);
  const { exitCode, out } = await run(directory, 'verify-verdict', evaluationFile, 'proofmark.yml');
  expect({ exitCode, out }).toMatchObject({ exitCode: 0 });

  const evaluation = await readDocument(join(directory, evaluationFile), 'evaluation');
  const verdict = await readDocument(join(directory, verdictFile), 'verdict');
  const [recorded] = evaluation.recorded?.sums ?? [];
  const [stratum] = recorded?.moments.strata ?? [];
  if (!stratum) throw new Error('expected recorded sums');
  stratum.mean = stratum.mean.map((mean) => mean * (1 + 1e-12));
  const { differences } = recompute({ ...verdict, evaluation: documentDigest(evaluation) }, evaluation);
  expect(differences.join('\n')).toMatch(/^verdict\.gates\[0\]\.baseline/m);
});

it('of many differences the first twenty are printed, and how many more there are', async () => {
  const directory = await decideOn('multiclass', projects.multiclass);
  const path = join(directory, verdictFile);
  const changed = readFileSync(path, 'utf8').replace(/"(value|lower|upper)": -?0\.\d+/g, '"$1": 0.125');
  writeFileSync(path, changed);
  const { exitCode, out } = await run(directory, 'verify-verdict', ...documents);
  const lines = out.trimEnd().split('\n');
  const { differences } = recompute(
    await readDocument(path, 'verdict'),
    await readDocument(join(directory, evaluationFile), 'evaluation'),
  );
  expect(exitCode).toBe(1);
  expect(lines).toHaveLength(21);
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^verdict\.gates\[\d+\]\./);
  expect(lines.at(-1)).toBe(`... and ${differences.length - 20} more`);
  // In the order of a reader: 2 before 10.
  const gates = lines.slice(0, -1).map((line) => Number(/\d+/.exec(line)?.[0]));
  expect(gates).toEqual(gates.toSorted((a, b) => a - b));
});

/** The same document with one number changed in the last digits. */
function changeNumber(evaluation: Evaluation): Evaluation {
  const copy: Evaluation = JSON.parse(JSON.stringify(evaluation));
  const [cell] = copy.sums[0]?.cells ?? [];
  const [stratum] = copy.sums[0]?.moments.strata ?? [];
  const stated = copy.aggregates?.find(({ candidate }) => candidate)?.candidate;
  if (stated) stated.value *= 1 + 1e-12;
  else if (stratum) stratum.mean = stratum.mean.map((mean) => mean * (1 + 1e-12));
  else if (cell) cell.rows += 1;
  return copy;
}
