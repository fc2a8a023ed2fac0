import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDocument } from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import { profileTable } from '@proofmark/profile';
import { expect, test } from 'vitest';
import { checkNamed, contractText, temporaryDirectory, validateFiles } from './test-support.ts';

const ROWS = 2_000;

/** Delays from 0 to 99, and two carriers; shifted by `shift`, with a share of carrier B of `share`. */
function rows(shift: number, share: number, count = ROWS): string {
  const lines = Array.from(
    { length: count },
    (_, i) => `${(i % 100) + shift},${i % 100 < 100 * share ? 'B' : 'A'}`,
  );
  return `delay,carrier\n${lines.join('\n')}\n`;
}

/** A directory with data and the profile of how they were before. */
async function withProfile(current: string): Promise<string> {
  const directory = await temporaryDirectory({ 'before.csv': rows(0, 0.2), 'd.csv': current });
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  const columns = await engine.attach('before', { files: ['before.csv'] });
  const profile = await profileTable(engine, 'before', columns);
  await engine.close();
  await writeDocument(join(directory, 'profile.json'), 'profile', {
    document: 'proofmark/profile',
    version: '1.0',
    source: { files: [] },
    rows: ROWS,
    columns: profile.columns,
    omitted: profile.omitted,
  });
  return directory;
}

const rule = (implementation: object) => ({
  quality: [{ id: 'drift', type: 'custom', engine: 'proofmark', implementation }],
});
const distribution = (distance: string, max: number, profile = 'profile.json') =>
  rule({ distribution: { profile, distance, max } });
const contract = (delay: object, table: object = {}) =>
  contractText({
    properties: [
      { name: 'delay', logicalType: 'integer', ...delay },
      { name: 'carrier', logicalType: 'string' },
    ],
    ...table,
  });

test.each([
  ['psi', 0.2],
  ['jensen-shannon', 0.1],
  ['wasserstein', 0.5],
  ['l-infinity', 0.05],
])('%s fails on shifted values, and passes on the same ones', async (distance, max) => {
  const text = contract(distribution(distance, max));
  const same = await validateFiles(text, await withProfile(rows(0, 0.2)), ['d.csv']);
  expect(checkNamed(same, 't.delay.drift')).toMatchObject({
    rule: 'distribution',
    status: 'pass',
    failing: 0,
  });
  const shifted = await validateFiles(text, await withProfile(rows(40, 0.2)), ['d.csv']);
  const check = checkNamed(shifted, 't.delay.drift');
  expect(check).toMatchObject({ status: 'fail', failing: 1 });
  expect(check.received).toMatch(
    new RegExp(`^${distance} [0-9.]+ of delay \\(chance alone up to [0-9.]+\\): delay `),
  );
});

test('of a table it looks at every profiled column', async () => {
  const text = contract({}, distribution('psi', 0.1));
  const validation = await validateFiles(text, await withProfile(rows(0, 0.8)), ['d.csv']);
  const check = checkNamed(validation, 't.drift');
  expect(check).toMatchObject({ status: 'fail', checked: 2, failing: 1 });
  expect(check.received).toContain('of carrier');
});

test.each([
  [1_000, 0.5, 'pass', '1000 rows, 2000 in the profile, -50 %'],
  [999, 0.5, 'fail', '999 rows, 2000 in the profile, -50 %'],
  [4_000, 0.5, 'fail', '4000 rows, 2000 in the profile, +100 %'],
])('%i rows instead of 2000 with a change of at most %d: %s', async (count, max, status, received) => {
  const text = contract({}, rule({ rowCountChange: { profile: 'profile.json', max } }));
  const validation = await validateFiles(text, await withProfile(rows(0, 0.2, count)), ['d.csv']);
  expect(checkNamed(validation, 't.drift')).toMatchObject({ rule: 'row-count-change', status, received });
});

test.each<[string, object, RegExp]>([
  ['a profile that is not there', distribution('psi', 0.2, 'absent.json'), /absent\.json was not found/],
  [
    'a profile outside of the directory',
    distribution('psi', 0.2, '../profile.json'),
    /outside of the repository/,
  ],
  ['an absolute profile', distribution('psi', 0.2, '/etc/hostname'), /outside of the repository/],
  ['a link to outside', distribution('psi', 0.2, 'link.json'), /outside of the repository/],
  ['an unknown distance', distribution('cosine', 0.2), /expected implementation: \{distribution/],
])('%s makes the rule unsupported', async (_name, quality, reason) => {
  const directory = await withProfile(rows(0, 0.2));
  await symlink('/etc/hostname', join(directory, 'link.json'));
  const validation = await validateFiles(contract(quality), directory, ['d.csv']);
  expect(checkNamed(validation, 't.delay.drift')).toMatchObject({ status: 'unsupported', reason });
});
