import { describe, expect, test } from 'vitest';
import {
  checkNamed,
  contractText,
  evidenceValues,
  oneColumn,
  temporaryDirectory,
  validateFiles,
  writeCsv,
  writeParquet,
} from './test-support.ts';

const column = (logicalType: string, options: object) =>
  oneColumn({ logicalType, logicalTypeOptions: options });

async function ofText(contract: string, values: readonly string[], check: string) {
  const directory = await temporaryDirectory();
  const file = await writeCsv(directory, { x: { type: 'VARCHAR', values } });
  return checkNamed(await validateFiles(contract, directory, [file]), `t.x.${check}`);
}

describe('an offset', () => {
  test.each<[string, string, boolean, string[], string[]]>([
    [
      'must be there',
      'timestamp',
      true,
      ['2024-01-01T10:00:00Z', '2024-01-01 10:00 +02'],
      ['2024-01-01T10:00:00'],
    ],
    ['must not be there', 'timestamp', false, ['2024-01-01T10:00:00'], ['2024-01-01T10:00:00+02:00']],
    ['must be there in a time', 'time', true, ['10:00:00Z', '10:00+01:00'], ['10:00:00']],
  ])('%s', async (_name, type, timezone, passing, failing) => {
    const contract = column(type, { timezone });
    const found = await ofText(contract, [...passing, ...failing], 'timezone');
    expect(found).toMatchObject({ status: 'fail', failing: failing.length });
    expect(evidenceValues(found)).toEqual(failing);
    expect((await ofText(contract, passing, 'timezone')).status).toBe('pass');
    expect((await ofText(contract, passing, 'logicalType')).status).toBe('pass');
  });

  test.each([
    ['TIMESTAMPTZ', true, 'pass'],
    ['TIMESTAMP', true, 'fail'],
    ['TIMESTAMP', false, 'pass'],
  ])('of a column stored as %s, wanted: %s', async (type, timezone, status) => {
    const directory = await temporaryDirectory();
    const file = await writeParquet(directory, { x: { type, values: ['2024-01-01 10:00:00'] } });
    const validation = await validateFiles(column('timestamp', { timezone }), directory, [file]);
    expect(checkNamed(validation, 't.x.timezone').status).toBe(status);
  });
});

describe('a default time zone', () => {
  // Sydney is 11 hours ahead of UTC in January, and 10 in July.
  const options = {
    defaultTimezone: 'Australia/Sydney',
    minimum: '2024-01-01 00:00:00',
    maximum: '2024-07-01T00:00:00Z',
  };
  const values = ['2024-01-01 00:00:00', '2023-12-31 13:00:00Z', '2024-07-01 10:00:00'];
  const early = ['2023-12-31 23:59:59', '2023-12-31 12:59:59Z'];

  test('is that of bounds and values without an offset', async () => {
    const contract = column('timestamp', options);
    expect(evidenceValues(await ofText(contract, [...values, ...early], 'minimum'))).toEqual(early);
    const late = '2024-07-01 10:00:01';
    expect(evidenceValues(await ofText(contract, [...values, late], 'maximum'))).toEqual([late]);
  });

  test('of a format without offset', async () => {
    const contract = column('timestamp', { ...options, format: 'dd.MM.yyyy HH:mm:ss' });
    const found = await ofText(contract, ['01.01.2024 00:00:00', '31.12.2023 23:59:59'], 'minimum');
    expect(evidenceValues(found)).toEqual(['31.12.2023 23:59:59']);
  });

  test('of a column stored without one', async () => {
    const directory = await temporaryDirectory();
    const stored = { x: { type: 'TIMESTAMP', values: ['2024-01-01 00:00:00', '2023-12-31 23:59:59'] } };
    const file = await writeParquet(directory, stored);
    const check = checkNamed(
      await validateFiles(column('timestamp', options), directory, [file]),
      't.x.minimum',
    );
    expect(check).toMatchObject({ failing: 1, received: 'the smallest is 2023-12-31 12:59:59' });
  });

  test('that does not exist is unsupported', async () => {
    const contract = column('timestamp', { defaultTimezone: 'Mars/Olympus', minimum: '2024-01-01 00:00:00' });
    expect(await ofText(contract, ['2024-01-01 00:00:00'], 'logicalType')).toMatchObject({
      status: 'unsupported',
      reason: 'its time zone Mars/Olympus is unknown',
    });
  });
});

test('an environment leaves out the constraints of the others', async () => {
  const only = (...names: string[]) => [{ property: 'proofmarkEnvironments', value: names }];
  const contract = contractText({
    properties: [
      { name: 'x', required: true },
      { name: 'label', required: true, customProperties: only('training') },
    ],
    quality: [
      { id: 'many', metric: 'rowCount', mustBeGreaterThan: 5, customProperties: only('training', 'archive') },
    ],
  });
  const directory = await temporaryDirectory({ 'd.csv': 'x,y\n1,1\n' });
  const of = async (environment?: string) => {
    const validation = await validateFiles(
      contract,
      directory,
      ['d.csv'],
      environment ? { environment } : {},
    );
    return validation.checks.map(({ id, status }) => `${id} ${status}`);
  };
  expect(await of('serving')).toEqual([
    't.x.present pass',
    't.x.required pass',
    't.label.present not-applicable',
    't.label.required not-applicable',
    't.many not-applicable',
  ]);
  expect(await of('training')).toContain('t.label.present fail');
  expect(await of()).toContain('t.many fail');
});

test.each([
  ['latency', 90, 'm', 'pass', '90 minutes'],
  ['latency', 30, 'm', 'fail', '30 minutes'],
  ['retention', 1, 'm', 'pass', '1 month'],
  ['latency', 'PT2H', undefined, 'pass', '2 hours'],
  ['latency', 'P1D', undefined, 'pass', '1 day'],
])('%s of %s %s: %s', async (property, value, unit, status, span) => {
  const contract = oneColumn(
    { logicalType: 'timestamp' },
    { slaProperties: [{ property, value, ...(unit ? { unit } : {}), element: 't.x' }] },
  );
  const found = await ofText(contract, ['2024-05-31 23:00:00'], property);
  expect(found).toMatchObject({ status });
  expect(found.expected).toContain(span);
});
