import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { compareChecksums, parseChecksums, writeChecksums } from './checksums.ts';

const a = { path: 'a.txt', sha256: sha256('a') };
const b = { path: 'b.txt', sha256: sha256('b') };

test('checksums are written sorted and read back', () => {
  const text = writeChecksums([b, a]);
  expect(text).toBe(`${a.sha256}  a.txt\n${b.sha256}  b.txt\n`);
  expect(parseChecksums(text, 'SHA256SUMS')).toEqual([a, b]);
});

test.skipIf(process.platform !== 'linux')('sha256sum of GNU coreutils accepts them', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'sums-'));
  writeFileSync(join(cwd, 'a.txt'), 'a');
  writeFileSync(join(cwd, 'b.txt'), 'b');
  writeFileSync(join(cwd, 'SHA256SUMS'), writeChecksums([a, b]));
  const said = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd, encoding: 'utf8' });
  expect(said).toBe('a.txt: OK\nb.txt: OK\n');
  // And what it writes is read.
  const written = execFileSync('sha256sum', ['--binary', 'a.txt', 'b.txt'], { cwd, encoding: 'utf8' });
  expect(parseChecksums(written, 'SHA256SUMS')).toEqual([a, b]);
});

describe('parseChecksums refuses', () => {
  test.each([
    ['a cut file', `${a.sha256}  a.txt`, /the last line is cut/],
    ['a short digest', 'abc  a.txt\n', /SUMS:1: expected a SHA-256/],
    ['an upper-case digest', `${a.sha256.toUpperCase()}  a.txt\n`, /SUMS:1: expected a SHA-256/],
    ['a path', `${a.sha256}  ../a.txt\n`, /SUMS:1: expected/],
    ['an escaped name', `\\${a.sha256}  a\\nb\n`, /SUMS:1: expected/],
    ['an empty line', `${a.sha256}  a.txt\n\n`, /SUMS:2: expected/],
    ['Windows line ends', `${a.sha256}  a.txt\r\n`, /SUMS:1: expected/],
    ['a name twice', `${a.sha256}  a.txt\n${b.sha256}  a.txt\n`, /SUMS:2: a.txt is listed twice/],
  ])('%s', (_name, text, message) => {
    expect(() => parseChecksums(text, 'SUMS')).toThrow(message);
  });
});

test('what is missing, changed or unlisted is told apart', async () => {
  const present = new Map([
    ['b.txt', sha256('other')],
    ['c.txt', sha256('c')],
  ]);
  const problems = await compareChecksums([a, b], [...present.keys()], async (path) => present.get(path));
  expect(problems).toEqual([
    { kind: 'missing', path: 'a.txt', expected: a.sha256 },
    { kind: 'changed', path: 'b.txt', expected: b.sha256, received: sha256('other') },
    { kind: 'unlisted', path: 'c.txt' },
  ]);
});
