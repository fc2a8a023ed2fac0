import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runAction } from '@proofmark/fake-runner';
import { describe, expect, it } from 'vitest';
import { config, predictions, writeProject } from './bad-input.ts';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory } from './project.ts';

/** A SELECT that never ends. */
const endless =
  'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n % 7 + 1 FROM t) SELECT *, 1 AS hour, 2 AS weekday, (SELECT max(n) FROM t) AS distance FROM data';
const withRows = `model: churn
evaluation:
  task: binary
  rows: { files: p.csv, sql: "${endless}" }
  model: m.onnx
monitor: { rows: { files: p.csv, sql: "${endless}" }, columns: [score] }
gates: [{ metric: accuracy, min: 0.1 }]
`;

function project(yaml: string): string {
  const directory = temporaryDirectory();
  writeProject(directory, { files: { 'proofmark.yml': yaml, 'p.csv': predictions } });
  cpSync(join(root, 'examples/flight-delay/baseline.onnx'), join(directory, 'm.onnx'));
  return directory;
}

const evaluateAction = join(root, 'actions/evaluate-model');

describe('engine in proofmark.yml', () => {
  it('timeout ends SQL that does not, through an action', async () => {
    const workspace = project(`${withRows}engine: { timeout: 0.02, temp-directory: scratch }\n`);
    const result = await runAction({ action: evaluateAction, workspace });
    expect(result).toMatchObject({ exitCode: 2, outputs: {} });
    expect(result.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /a query was stopped: expected at most 1\.2 s; simplify it, or raise engine\.timeout \(minutes\)/,
      ),
    ]);
    // The engine worked in the directory that was named, and left nothing there.
    expect(readdirSync(join(workspace, 'scratch'))).toEqual([]);
  });

  it('memory is the limit of a run, and the message names the setting', async () => {
    const sql =
      'SELECT *, (SELECT length(string_agg(CAST(range AS VARCHAR))) FROM range(30000000)) AS hour, 1 AS weekday, 2 AS distance FROM data';
    const yaml = withRows.replace(endless, sql);
    const workspace = project(`${yaml}engine: { memory: 64MB, threads: 1 }\n`);
    const result = await runAction({ action: evaluateAction, workspace });
    expect(result.exitCode).toBe(2);
    expect(result.annotations[0]?.message).toMatch(/raise engine\.memory in the configuration/);
  });

  it.each([
    ['memory: lots', /engine\.memory: expected a number and a unit, for example 4GB, received "lots"/],
    ['timeout: 0', /engine\.timeout: /],
    ['threads: 1.5', /engine\.threads: /],
    ['tmp: x', /engine: unknown key "tmp"; expected one of timeout, memory, temp-directory, threads/],
  ])('%s is refused', async (setting, message) => {
    const { exitCode, err } = await proofmark(project(`${config}engine: { ${setting} }\n`), ['evaluate']);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });

  it.each(['evaluate', 'validate'])('the run %s reads it', async (command) => {
    const directory = project(`${config}engine: { temp-directory: p.csv }\n`);
    const { exitCode, err } = await proofmark(directory, [command]);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('cannot be written'),
    });
  });
});
