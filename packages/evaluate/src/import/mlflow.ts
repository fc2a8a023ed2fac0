import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { messageOf, showForeign, showReceived } from '@proofmark/documents';
import { asList, asRecord, finite, type Imported, refuseImport, requireRecord } from './imported.ts';

/** Asks a tracking server; a parameter, so that tests need no network. */
export type AskServer = (url: string, headers: Record<string, string>) => Promise<Response>;

const RUN_ID = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_BYTES = 16 * 2 ** 20;

/**
 * The latest metrics of a run of MLflow.
 * @param store absolute path of its SQLite database, or the address of the tracking server
 * @throws UserError `predictions-invalid`
 */
export async function importMlflow(
  store: string,
  run: string,
  server: { ask: AskServer; token: string | undefined },
): Promise<Imported> {
  if (!RUN_ID.test(run))
    throw refuseImport('evaluation.import', `expected the id of a run, received ${showReceived(run)}`);
  const metrics = /^https?:\/\//.test(store) ? await askRun(store, run, server) : await readRun(store, run);
  const found: Imported = { values: [], notes: [] };
  for (const { key, value } of metrics) {
    if (value === undefined) found.notes.push(`${key}: no finite number`);
    else found.values.push({ metric: key, value });
  }
  return found;
}

type Metric = { key: string; value: number | undefined };

/** Table `latest_metrics(key, value, is_nan, run_uuid)`; opened read-only. */
async function readRun(path: string, run: string): Promise<Metric[]> {
  if (!existsSync(path))
    throw refuseImport(path, 'the database was not found; check evaluation.import.store');
  let database: DatabaseSync | undefined;
  try {
    const sqlite = await import('node:sqlite');
    database = new sqlite.DatabaseSync(path, { readOnly: true });
    const known = database.prepare('SELECT count(*) AS n FROM runs WHERE run_uuid = ?').get(run);
    if (Number(known?.n) === 0)
      throw refuseImport(path, `there is no run ${showReceived(run)}; check its id`);
    return database
      .prepare('SELECT key, value, is_nan FROM latest_metrics WHERE run_uuid = ? ORDER BY key')
      .all(run)
      .map(({ key, value, is_nan }) => ({
        key: String(key),
        // Infinity is stored as the largest number.
        value: Number(is_nan) === 0 && Math.abs(Number(value)) < Number.MAX_VALUE ? finite(value) : undefined,
      }));
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'UserError') throw cause;
    const said = showForeign(messageOf(cause), 200);
    throw refuseImport(path, `not a database of MLflow (${said}); expected its SQLite backend store`, cause);
  } finally {
    database?.close();
  }
}

/** `GET /api/2.0/mlflow/runs/get`. */
async function askRun(
  store: string,
  run: string,
  { ask, token }: { ask: AskServer; token: string | undefined },
): Promise<Metric[]> {
  const address = new URL(`api/2.0/mlflow/runs/get?run_id=${run}`, store.endsWith('/') ? store : `${store}/`);
  const where = address.host;
  let text: string;
  try {
    const response = await ask(address.href, token === undefined ? {} : { authorization: `Bearer ${token}` });
    text = await response.text();
    if (!response.ok) {
      const said = showForeign(text, 200);
      throw refuseImport(where, `MLflow answered ${response.status}: ${said}; check the run, and the token`);
    }
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'UserError') throw cause;
    throw refuseImport(
      where,
      `MLflow did not answer (${showForeign(messageOf(cause), 200)}); check evaluation.import.store`,
      cause,
    );
  }
  if (text.length > MAX_BYTES)
    throw refuseImport(where, `expected at most ${MAX_BYTES} bytes, received ${text.length}`);
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    throw refuseImport(where, `expected JSON of MLflow, received ${showReceived(text)}`, cause);
  }
  const data = asRecord(asRecord(asRecord(answer)?.run)?.data);
  if (data === undefined)
    throw refuseImport(where, `run.data: expected a run of MLflow, received ${showReceived(answer)}`);
  return (asList(data.metrics) ?? []).map((entry) => {
    const { key, value } = requireRecord(entry, `${where}: run.data.metrics`, 'a metric');
    return { key: String(key), value: finite(value) };
  });
}

/** Asks for at most half a minute and follows no redirect, which could lead the token elsewhere. */
export const askServer: AskServer = (url, headers) =>
  fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(30_000) });
