import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { temporaryDirectory, writeFiles } from './project.ts';

const psi = 'implementation: { distribution: { profile: before.json, distance: psi, max: 0.2 } }';
const contract = `apiVersion: v3.1.0
kind: DataContract
id: flights
version: 1.0.0
status: active
schema:
  - name: flights
    quality:
      - { id: drift, type: custom, engine: proofmark, ${psi} }
    properties:
      - { name: delay, logicalType: number }
      - { name: carrier, logicalType: string }
      - { name: pilot, logicalType: string, classification: pii }
      - { name: day, logicalType: date }
`;

/** Carriers are written as numbers: the contract alone knows that they are texts. */
const rows = (shift: number) =>
  [
    'delay,carrier,pilot,day,mail',
    ...Array.from({ length: 1000 }, (_, i) => `${(i % 50) + shift},0${i % 3},P${i % 4},2024-01-01,a@b.org`),
    '',
  ].join('\n');

const project = () => {
  const directory = temporaryDirectory();
  writeFiles(directory, {
    'c.yaml': contract,
    'before.csv': rows(0),
    'same.csv': rows(0),
    'after.csv': rows(30),
  });
  return directory;
};
const read = (directory: string) => JSON.parse(readFileSync(join(directory, 'before.json'), 'utf8'));

describe('profile', () => {
  it('writes what the distribution rule of the contract compares with', async () => {
    const directory = project();
    const args = ['profile', '--data', 'before.csv', '--contract', 'c.yaml', '--out', 'before.json'];
    const { exitCode, out, err } = await proofmark(directory, args);
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: expect.stringMatching(/Document: before\.json\n$/),
    });
    expect(out).toBe('rows: 1000\nprofiled: delay, carrier\nleft out: day (DATE), pilot (classified)\n');
    const validate = (data: string) =>
      proofmark(directory, ['validate', '--contract', 'c.yaml', '--data', data]);
    expect(await validate('same.csv')).toMatchObject({ exitCode: 0 });
    expect(await validate('after.csv')).toMatchObject({ exitCode: 1, out: expect.stringContaining('delay') });
  });

  it('reads the types of the contract, and holds no value of a classified column', async () => {
    const directory = project();
    await proofmark(directory, [
      'profile',
      '--data',
      'before.csv',
      '--contract',
      'c.yaml',
      '--out',
      'before.json',
    ]);
    const { source, columns } = read(directory);
    expect(source.files).toMatchObject([{ path: 'before.csv' }]);
    expect(columns).toMatchObject([
      { name: 'delay', kind: 'numeric' },
      { name: 'carrier', values: [{ value: '00' }, { value: '01' }, { value: '02' }] },
    ]);
    expect(JSON.stringify(columns)).not.toContain('P1');
  });

  it('without a contract leaves out what looks personal', async () => {
    const directory = project();
    await proofmark(directory, ['profile', '--data', 'before.csv', '--out', 'before.json']);
    const { columns, omitted } = read(directory);
    expect(omitted).toEqual(['day (DATE)', 'mail (values that look personal)']);
    expect(JSON.stringify(columns)).not.toContain('a@b.org');
  });

  it.each([
    [['--data', 'none.csv', '--out', 'p.json'], /none\.csv/],
    [['--data', 'before.csv', '--contract', 'none.yaml', '--out', 'p.json'], /none\.yaml/],
    [['--data', 'before.csv', '--contract', 'c.yaml', '--table', 'x', '--out', 'p.json'], /--table/],
    [['--data', 'before.csv'], /required option '--out <file>'/],
  ])('%s ends with 2 and says why', async (args, message) => {
    const { exitCode, err } = await proofmark(project(), ['profile', ...args]);
    expect(err).toMatch(message);
    expect(exitCode).toBe(2);
  });
});
