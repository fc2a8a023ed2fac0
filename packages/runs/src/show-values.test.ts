import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ShowValues, silentLogger } from '@proofmark/documents';
import {
  annotateValidation,
  printValidation,
  renderComment,
  renderHtmlReport,
  renderJunit,
  renderSarif,
  renderValidationSummary,
} from '@proofmark/report';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ValidateDataOptions, validateData } from './validate-data.ts';

const SECRET = /60001|1950-02-03|hunter2/g;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'show-values-'));
  await writeFile(join(directory, 'd.csv'), 'paid,born,word\n60001,1950-02-03,hunter2\n');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function showsOf(
  classification: string | undefined,
  ofSection: ShowValues | undefined,
  options: ValidateDataOptions,
): Promise<Record<string, string[]>> {
  const pii = classification === undefined ? {} : { classification };
  const properties = [
    { name: 'paid', logicalType: 'integer', logicalTypeOptions: { maximum: 5 }, ...pii },
    { name: 'born', logicalType: 'date', ...pii },
    { name: 'word', logicalType: 'string', logicalTypeOptions: { maxLength: 2 }, ...pii },
  ];
  const quality = [
    { id: 'most', type: 'sql', query: 'SELECT max(paid) FROM {table}', mustBe: 0 },
    { id: 'cast', type: 'sql', query: 'SELECT sum(CAST(word AS INTEGER)) FROM {table}', mustBe: 0 },
  ];
  const contract = {
    ...{ apiVersion: 'v3.1.0', kind: 'DataContract', id: 'c', version: '1.0.0', status: 'active' },
    schema: [{ name: 't', properties, quality }],
    slaProperties: [{ property: 'retention', value: 1, unit: 'y', element: 't.born' }],
  };
  await writeFile(join(directory, 'c.yaml'), JSON.stringify(contract));
  const section = { contract: 'c.yaml', files: 'd.csv', ...(ofSection ? { 'show-values': ofSection } : {}) };
  await writeFile(join(directory, 'proofmark.yml'), JSON.stringify({ model: 'm', data: [section] }));
  const place = {
    ...{ directory, config: 'proofmark.yml', out: 'out', logger: silentLogger },
    now: () => new Date('2024-06-01T00:00:00Z'),
  };
  const { validations } = await validateData(place, { ...options, histograms: true });
  const documents = validations.map(({ document }) => document);
  const [first] = documents;
  if (!first) throw new Error('no validation');
  const surfaces = {
    json: JSON.stringify(first),
    terminal: printValidation(first, { color: false }),
    annotations: JSON.stringify(annotateValidation(first, new Set(['d.csv']))),
    summary: renderValidationSummary(first),
    comment: renderComment({ validations: documents }).markdown,
    junit: renderJunit(documents),
    sarif: renderSarif(documents),
    html: await renderHtmlReport({ validations: documents }),
  };
  const shown = Object.entries(surfaces).map(([name, text]) => [
    name,
    [...new Set(text.match(SECRET) ?? [])],
  ]);
  return Object.fromEntries(shown.filter(([, found]) => found?.length));
}

const fork = { isFork: true };

test.each<[string | undefined, ShowValues | undefined, ValidateDataOptions]>([
  ['pii', undefined, {}],
  ['pii', 'always', { showValues: 'always' }],
  [undefined, undefined, fork],
  [undefined, 'always', fork],
  [undefined, 'never', {}],
  [undefined, 'never', fork],
  [undefined, 'always', { showValues: 'never' }],
  [undefined, 'always', { showValues: 'auto', ...fork }],
])('no surface shows a value: classified %s, configured %s, given %j', async (...given) => {
  expect(await showsOf(...given)).toEqual({});
});

test.each<[string | undefined, ShowValues | undefined, ValidateDataOptions]>([
  [undefined, undefined, {}],
  [undefined, 'always', {}],
  [undefined, 'never', { showValues: 'always' }],
  [undefined, undefined, { showValues: 'always', ...fork }],
])('every surface shows values: classified %s, configured %s, given %j', async (...given) => {
  const found = await showsOf(...given);
  expect(Object.keys(found)).toEqual([
    ...['json', 'terminal', 'annotations', 'summary', 'comment', 'junit', 'sarif', 'html'],
  ]);
});
