import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { withLines, writeProject } from './bad-input.ts';
import { proofmark } from './command-line.ts';
import { temporaryDirectory, writeFiles } from './project.ts';
import { writePredictions } from './tables.ts';

let project: string;

beforeAll(async () => {
  project = temporaryDirectory();
  writeProject(project);
  await writePredictions(join(project, 'p.parquet'), {
    rows: 4000,
    seed: 7,
    candidateNoise: 0.3,
    baselineNoise: 2,
  });
  await writePredictions(join(project, 'few.csv'), {
    rows: 120,
    seed: 7,
    candidateNoise: 0.3,
    baselineNoise: 0.4,
  });
});

const read = (name: string) => readFileSync(join(project, name), 'utf8');
const evaluate = ['evaluate', '--task', 'binary', '--id', 'id', '--label', 'label', '--score', 'score'];

describe('without any configuration', () => {
  it('evaluate takes everything from the command line, and --out copies the document', async () => {
    const directory = temporaryDirectory();
    cpSync(join(project, 'p.parquet'), join(directory, 'p.parquet'));
    const args = [
      ...evaluate,
      '--predictions',
      'p.parquet',
      '--baseline-score',
      'old_score',
      '--out',
      'e.json',
    ];
    const { exitCode, out, err } = await proofmark(directory, args);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Evaluated model against old_score on 4,000 rows/);
    expect(out).toMatch(/^roc_auc +0\.\d+ +0\.\d+ .*▲ better$/m);
    expect(err).toContain('Document: e.json');
    const document = await readDocument(join(directory, 'e.json'), 'evaluation');
    expect(document).toMatchObject({
      task: 'binary',
      testSet: { rows: 4000 },
      baseline: { name: 'old_score' },
    });
    expect(await readDocument(join(directory, 'proofmark-out/evaluation.json'), 'evaluation')).toEqual(
      document,
    );
  });

  it('validate takes a contract and files', async () => {
    const args = [
      'validate',
      '--config',
      'none.yml',
      '--contract',
      'churn.odcs.yaml',
      '--data',
      'p.csv',
      '--out',
      'v.json',
    ];
    const { exitCode, out } = await proofmark(project, args);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^PASS churn 1\.0\.0: 240 rows, 3 of 3 declared rules enforced/);
    expect(await readDocument(join(project, 'v.json'), 'validation')).toMatchObject({ status: 'pass' });
  });
});

describe('exit codes of a decision', () => {
  const policy = (gate: string) => ({ 'policy.yml': `model: churn\ngates:\n  - ${gate}\n` });
  it.each<[number, string, string, RegExp]>([
    [0, 'p.parquet', '{ metric: roc_auc, max-drop: 0.01 }', /^PASS churn: /],
    [1, 'p.parquet', '{ metric: roc_auc, min: 0.99 }', /^FAIL churn: /],
    [3, 'few.csv', '{ metric: accuracy, max-drop: 0.005 }', /^INCONCLUSIVE churn: /],
  ])('%i', async (expected, file, gate, headline) => {
    writeFiles(project, policy(gate));
    const args = [
      ...evaluate,
      '--config',
      'policy.yml',
      '--predictions',
      file,
      '--baseline-score',
      'old_score',
    ];
    expect((await proofmark(project, [...args, '--out', 'e.json'])).exitCode).toBe(0);
    const decided = ['gate', '--evaluation', 'e.json', '--policy', 'policy.yml', '--out', 'verdict.json'];
    const { exitCode, out, err } = await proofmark(project, decided);
    expect(exitCode).toBe(expected);
    expect(out).toMatch(headline);
    expect(err).toBe('Document: verdict.json\n');
    const again = await proofmark(project, ['verify-verdict', 'e.json', 'verdict.json']);
    expect(again).toMatchObject({
      exitCode: 0,
      out: 'The verdict follows from the evaluation, digit by digit.\n',
    });
    writeFileSync(
      join(project, 'verdict.json'),
      read('verdict.json').replace('"headline": "', '"headline": "Really: '),
    );
    expect((await proofmark(project, ['verify-verdict', 'e.json', 'verdict.json'])).exitCode).toBe(1);
  });

  it('1 when data break their contract', async () => {
    writeFiles(project, { 'broken.csv': withLines((line) => line.replace(/^7,/, ',')) });
    const args = ['validate', '--contract', 'churn.odcs.yaml', '--data', 'broken.csv'];
    const { exitCode, out } = await proofmark(project, args);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^FAIL churn/);
  });

  it('an override of the command line wins over the configuration', async () => {
    writeFiles(project, { ...policy('{ metric: accuracy, max-drop: 0.005 }') });
    const args = [
      ...evaluate,
      '--config',
      'policy.yml',
      '--predictions',
      'few.csv',
      '--baseline-score',
      'old_score',
    ];
    await proofmark(project, args);
    expect((await proofmark(project, ['gate', '--policy', 'policy.yml'])).exitCode).toBe(3);
    expect(
      (await proofmark(project, ['gate', '--policy', 'policy.yml', '--on-inconclusive', 'warn'])).exitCode,
    ).toBe(0);
  });
});
