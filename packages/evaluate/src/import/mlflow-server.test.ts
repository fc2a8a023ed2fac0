import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { importAggregates } from './import-aggregates.ts';
import { askServer } from './mlflow.ts';

/** What a tracking server of MLflow answered to `runs/get`: see `generate.py` there. */
const answer = readFileSync(join(import.meta.dirname, '../../test/imports/mlflow-run.json'), 'utf8');
const runId: string = JSON.parse(answer).run.info.run_id;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const importRun = (store: string, token?: string) =>
  importAggregates(
    { model: 'm', import: { format: 'mlflow', candidate: runId, store }, workDirectory: '.' },
    { ask: askServer, mlflowToken: token },
  );

it('a tracking server below a path is asked for the run with the token', async () => {
  const asked: unknown[] = [];
  const store = await serve((request, response) => {
    asked.push([request.method, request.url, request.headers.authorization]);
    response.setHeader('content-type', 'application/json').end(answer);
  });
  const { aggregates, candidate, notes } = await importRun(`${store}/mlflow`, 's3cret');
  expect(asked).toEqual([['GET', `/mlflow/api/2.0/mlflow/runs/get?run_id=${runId}`, 'Bearer s3cret']]);
  expect(aggregates).toContainEqual({ metric: 'auc', candidate: { value: 0.93 }, baseline: null });
  // NaN is a text in its answer.
  expect(notes).toEqual(['broken: no finite number']);
  expect(candidate.file.path).toBe(`mlflow:${runId}`);
});

it.each<[string, RequestListener, RegExp]>([
  [
    'no right',
    (_, response) => response.writeHead(401).end('{"error_code":"PERMISSION_DENIED"}'),
    /MLflow answered 401: .*PERMISSION_DENIED.*check the run, and the token/,
  ],
  [
    'a redirect, which could lead the token elsewhere',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    /MLflow did not answer/,
  ],
  ['an answer cut off', (_, response) => response.end(answer.slice(0, 100)), /expected JSON of MLflow/],
  ['a connection that breaks', (request) => void request.socket.destroy(), /MLflow did not answer/],
])('%s is told', async (_name, listener, message) => {
  await expect(importRun(await serve(listener))).rejects.toThrow(message);
});
