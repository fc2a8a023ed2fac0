import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Drift, documentDigest, type Profile, readDocument, silentLogger } from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluateModel } from './evaluate-model.ts';
import { monitorDrift } from './monitor-drift.ts';
import { readProfile } from './reference-profile.ts';
import type { Workplace } from './workplace.ts';

const example = join(import.meta.dirname, '../../../examples/flight-delay');

/** Forty thousand rows whose columns have every kind of distribution; `unit` is a reproducible uniform of a row. */
const rows = `
  SELECT id, unit < 0.2 AS label, unit AS score, floor(unit * 24)::TINYINT AS hour,
    sqrt(-2 * ln(1 - unit)) * cos(6.283185307 * other) AS amount,
    CASE WHEN other < 0.4 THEN 0 ELSE floor(100 * unit * other) END::FLOAT AS clicks,
    'c' || floor(80 * unit * other)::INTEGER AS country,
    CASE WHEN other > 0.1 THEN unit * 1000 END AS holes,
    CASE WHEN unit > 0.6 THEN 'yes' END AS flag,
    TIMESTAMP '2001-05-01' + to_hours(id) AS at
  FROM (
    SELECT range::INTEGER AS id, (hash(range) % 1000003) / 1000003 AS unit,
      (hash(range + 7919 * 40000) % 1000033) / 1000033 AS other
    FROM range(40000))`;

const isFirstHalf = 'hash(id * 31 + 5) % 2 = 0';

let directory: string;
let profile: Profile;
const place = (): Workplace => ({
  directory,
  config: 'proofmark.yml',
  out: 'out',
  logger: silentLogger,
  now: () => new Date('2001-07-01T00:00:00Z'),
});

const evaluation =
  'model: m\nevaluation:\n  task: binary\n  positive: "true"\n  predictions: reference.parquet\n';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'monitor-test-'));
  const engine = await openEngine({ workDirectory: directory });
  try {
    await engine.query(`CREATE TABLE population AS ${rows}`);
    const write = (name: string, condition: string) =>
      engine.query(`COPY (SELECT * FROM population WHERE ${condition}) TO '${join(directory, name)}'`);
    await write('reference.parquet', isFirstHalf);
    await write('production.parquet', `NOT (${isFirstHalf})`);
    await write('empty.parquet', 'false');
  } finally {
    await engine.close();
  }
  await writeFile(join(directory, 'proofmark.yml'), evaluation);
  await evaluateModel(place());
  profile = await readDocument(join(directory, 'out/profile.json'), 'profile');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Monitors with the text of the section `monitor`; rows are `SELECT ${select} FROM data`. */
async function monitor(select: string, section = ''): Promise<Drift> {
  const sql = `  rows:\n    files: production.parquet\n    sql: |\n      SELECT ${select} FROM data\n`;
  await writeFile(join(directory, 'proofmark.yml'), `${evaluation}monitor:\n${sql}${section}`);
  return (await monitorDrift(place(), { profile, release: 'm@v1.0.0' })).drift;
}

test('the other half of the same rows is stable in every column', async () => {
  const drift = await monitor('*');
  expect(drift.status).toBe('stable');
  const checked = drift.checks.map(({ column, distance }) => `${column} ${distance}`);
  expect(checked).toEqual([
    ...['label psi', 'score psi', 'hour psi', 'amount psi', 'clicks psi', 'country psi', 'holes psi'],
    ...['holes null-rate', 'flag psi', 'flag null-rate'],
  ]);
  // No identifier, and no timestamp.
  expect(profile.omitted).toEqual(['at (TIMESTAMP)']);
  for (const { value, noise } of drift.checks) expect(value).toBeLessThanOrEqual(2 * noise);
});

test('a threshold below the noise does not make drift of it', async () => {
  const drift = await monitor('*', '  columns: [amount, country]\n  threshold: 0.000001\n');
  expect(drift.checks.map(({ status }) => status)).toEqual(['stable', 'stable']);
});

test.each<[string, string, string, RegExp]>([
  ['a shift of a number', '* REPLACE (amount + 1 AS amount)', 'amount', /^amount > 1\.\d+: 10\s% → \d/],
  ['a unit that changed', '* REPLACE (holes * 60 AS holes)', 'holes', /^holes > \d+\.\d+: /],
  [
    'more zeros',
    '* REPLACE (CASE WHEN hour < 15 THEN clicks ELSE 0 END AS clicks)',
    'clicks',
    /^clicks ≤ 0: /,
  ],
  [
    'a category that took over',
    "* REPLACE (CASE WHEN hour < 15 THEN country ELSE 'c0' END AS country)",
    'country',
    /^country = c0: /,
  ],
  [
    'new codes',
    '* REPLACE (upper(country) AS country)',
    'country',
    /^country = any other value: .* → 100\s%$/,
  ],
  [
    'values that were lost',
    '* REPLACE (CASE WHEN hour < 20 THEN amount END AS amount)',
    'amount',
    /^amount is null: 0\s% → /,
  ],
  [
    'a column that is all NaN',
    "* REPLACE ('nan'::DOUBLE AS amount)",
    'amount',
    /^amount is null: 0\s% → 100\s%$/,
  ],
  ['a constant', '* REPLACE (3 AS hour)', 'hour', /^hour = 3: .* → 100\s%$/],
])('%s is drift of that column alone', async (_name, select, column, reason) => {
  const drift = await monitor(select);
  const drifted = drift.checks.filter(({ status }) => status === 'drifted');
  expect(drift.status).toBe('drifted');
  expect(new Set(drifted.map((check) => check.column))).toEqual(new Set([column]));
  expect(
    drifted.some((check) => reason.test(check.reason)),
    drifted[0]?.reason,
  ).toBe(true);
});

describe('the section monitor', () => {
  test('columns are what is watched; production needs no others', async () => {
    const drift = await monitor('hour, country', '  columns: [country, hour]\n');
    expect(drift.checks.map(({ column }) => column)).toEqual(['hour', 'country']);
    expect(drift.columns.map(({ reference }) => reference.name)).toEqual(['hour', 'country']);
  });

  test('overrides give single columns another distance and threshold', async () => {
    const section =
      '  distance: jensen-shannon\n  threshold: 0.3\n  columns: [label, hour, flag]\n  overrides:\n' +
      '    label: {distance: l-infinity, threshold: 0.01}\n    flag: {distance: null-rate, threshold: 0.02}\n';
    const select = '* REPLACE (hour < 6 AS label, CASE WHEN hour >= 13 THEN flag END AS flag)';
    const drift = await monitor(select, section);
    expect(drift.checks).toMatchObject([
      { column: 'label', distance: 'l-infinity', threshold: 0.01, status: 'drifted' },
      { column: 'hour', distance: 'jensen-shannon', threshold: 0.3, status: 'stable' },
      { column: 'flag', distance: 'null-rate', threshold: 0.02, status: 'stable' },
    ]);
  });

  test.each<[string, string, string, string, RegExp]>([
    [
      'a column the profile lacks',
      'hour',
      '  columns: [hour, hours]\n',
      'config-invalid',
      /proofmark\.yml:\d+:\d+: the profile has no column "hours": expected one of label, score, hour, /,
    ],
    [
      'a column without a profile',
      '*',
      '  columns: [at]\n',
      'config-invalid',
      /dates, times, nested and personal columns have no profile: remove at \(TIMESTAMP\)/,
    ],
    [
      'an override of an unknown column',
      '*',
      '  overrides:\n    hours: {threshold: 0.1}\n',
      'config-invalid',
      /proofmark\.yml:12:5: the profile has no column "hours"/,
    ],
    [
      'an override of a column that is not watched',
      '*',
      '  columns: [hour]\n  overrides:\n    label: {threshold: 0.1}\n',
      'config-invalid',
      /the column "label" is not watched: add it to monitor\.columns/,
    ],
    ['no column', '*', '  columns: []\n', 'config-invalid', /there is no column to watch/],
    [
      'a column that production lacks',
      '* EXCLUDE (label)',
      '',
      'data-invalid',
      /monitor\.rows: the column "label" of the profile is missing: expected it among id, score, .*monitor\.columns/,
    ],
    [
      'text where numbers were',
      "* REPLACE ('1' AS amount)",
      '',
      'data-invalid',
      /the column "amount": expected numbers as in the profile, received VARCHAR/,
    ],
    [
      'a date where texts were',
      "* REPLACE (DATE '2001-05-01' AS country)",
      '',
      'data-invalid',
      /the column "country": expected numbers, texts or booleans as in the profile, received DATE/,
    ],
  ])('%s is refused', async (_name, select, section, code, message) => {
    await rm(join(directory, 'out/drift.json'), { force: true });
    const failure = monitor(select, section);
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.toThrow(message);
    expect(await readdir(join(directory, 'out'))).not.toContain('drift.json');
  });

  test('production without a row is refused, not called stable', async () => {
    await writeFile(
      join(directory, 'proofmark.yml'),
      `${evaluation}monitor:\n  rows: {files: production.parquet}\n`,
    );
    const reference = await readProfile(place(), 'out/profile.json');
    const failure = monitorDrift(place(), reference, { files: ['empty.parquet'] });
    await expect(failure).rejects.toThrow(/^monitor\.rows: there is no row to compare/);
  });
});

test('the document holds what was compared with what, and is written', async () => {
  const drift = await monitor('*', '  columns: [hour]\n');
  expect(JSON.parse(await readFile(join(directory, 'out/drift.json'), 'utf8'))).toEqual(drift);
  expect(drift.reference).toEqual({
    release: 'm@v1.0.0',
    profile: documentDigest(profile),
    rows: profile.rows,
  });
  expect(drift.rows + profile.rows).toBe(40_000);
  expect(drift.columns).toMatchObject([
    { reference: { name: 'hour' }, current: { name: 'hour', rows: drift.rows } },
  ]);
});

test('the scores of a model are profiled when it is run, and scores logged in production compared with them', async () => {
  await cp(join(example, 'baseline.onnx'), join(directory, 'model.onnx'));
  const configure = (score: string) =>
    writeFile(
      join(directory, 'proofmark.yml'),
      `model: m
evaluation:
  task: binary
  positive: "true"
  rows:
    files: reference.parquet
    sql: |
      SELECT id, label, hour, id % 7 + 1 AS weekday, holes AS distance, 700 AS origin_code, 800 AS destination_code
      FROM data WHERE holes IS NOT NULL
  model: model.onnx
monitor:
  rows:
    files: production.parquet
    sql: SELECT ${score} AS score FROM data
  columns: [score]
`,
    );
  await configure('0');
  await evaluateModel({ ...place(), out: 'model' });
  const reference = await readProfile(place(), 'model/profile.json');
  const scores = reference.profile.columns.find(({ name }) => name === 'score');
  if (scores?.kind !== 'numeric') throw new Error('expected bins of scores');
  expect(scores.rows).toBe(reference.profile.rows);
  // As many logged scores in every decile, then all of them higher by a decile or two.
  const tenths = [...scores.edges, scores.maximum];
  await configure(`list_extract(['${tenths.join("', '")}']::DOUBLE[], id % 10 + 1)`);
  expect((await monitorDrift(place(), reference)).drift).toMatchObject({ status: 'stable' });
  await configure(`list_extract(['${tenths.slice(2).join("', '")}']::DOUBLE[], id % 8 + 1)`);
  expect((await monitorDrift(place(), reference)).drift).toMatchObject({
    status: 'drifted',
    checks: [{ column: 'score', distance: 'psi' }],
  });
});
