import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refuseUnwritable, writeTextFile } from './output.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'output-test-'));
  writeFileSync(join(directory, 'afile'), 'x');
  mkdirSync(join(directory, 'afolder'));
  symlinkSync('circle', join(directory, 'circle'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const listed = () => readdirSync(directory, { recursive: true }).sort();

describe('a path that cannot be written', () => {
  const cases: [string, string, RegExp][] = [
    ['a directory', 'afolder', /: expected the path of a file, received a directory; name a file in it$/],
    ['a path below a file', 'afile/x.json', /: a (part of the path|file) is .* choose another path$/],
    [
      'a path far below a file',
      'afile/a/b/x.json',
      /: a part of the path is a file where a directory is need/,
    ],
    ['a circle of links', 'circle/x.json', /circle.*choose another path$/],
    ['a name that is too long', 'n'.repeat(300), /: the name is too long; choose a shorter one$/],
  ];
  test.each(cases)('is refused before the work: %s', (_name, path, message) => {
    const before = listed();
    const refusal = () => refuseUnwritable(join(directory, path), 'file', path);
    expect(refusal).toThrow(expect.objectContaining({ code: 'output-unwritable' }));
    expect(refusal).toThrow(message);
    expect(listed()).toEqual(before);
  });
  test.each(cases)('is refused by the writer, which leaves nothing: %s', async (_name, path, message) => {
    const before = listed();
    const refusal = writeTextFile(join(directory, path), 'text');
    await expect(refusal).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringMatching(message),
    });
    expect(listed()).toEqual(before);
  });
});

test('a file where a directory of documents is wanted is refused', () => {
  expect(() => refuseUnwritable(join(directory, 'afile'), 'directory', '--svg afile')).toThrow(
    '--svg afile: cannot be written: expected a directory, received a file; choose another path',
  );
});

test.each(['afile', 'new.json', 'afolder/new.json', 'a/b/new.json'])('%s can be written', async (path) => {
  expect(() => refuseUnwritable(join(directory, path), 'file')).not.toThrow();
  await writeTextFile(join(directory, path), 'text');
  expect(listed()).toContain(path);
});
