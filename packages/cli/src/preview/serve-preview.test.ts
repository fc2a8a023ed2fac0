import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Preview, servePreview } from './serve-preview.ts';

let preview: Preview;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'proofmark-preview-'));
  const pages = {
    report: async () => '<p>the report',
    comment: async () => {
      throw new Error('no documents yet');
    },
  };
  await mkdir(join(directory, 'elsewhere'));
  const history = join(directory, 'elsewhere/history.jsonl');
  await writeFile(history, '');
  preview = await servePreview({ directory, history }, pages, 0);
});
afterAll(() => preview.close());

test.each([
  ['', 200, 'Proofmark preview'],
  ['report', 200, '<p>the report'],
  ['comment', 500, 'no documents yet'],
  ['../secret', 404, 'not found'],
])('/%s answers %i', async (path, status, text) => {
  const response = await fetch(`${preview.url}${path}`);
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(text);
});

test('only this machine is served, under its own name', async () => {
  expect(new URL(preview.url).hostname).toBe('127.0.0.1');
  const status = await new Promise((resolve, reject) => {
    request(preview.url, { headers: { Host: 'attacker.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});

test.each<[string, () => Promise<void>]>([
  ['a document', () => writeFile(join(directory, 'verdict.json'), '{}')],
  [
    'a history that is replaced',
    async () => {
      await writeFile(join(directory, 'elsewhere/new'), '{}');
      await rename(join(directory, 'elsewhere/new'), join(directory, 'elsewhere/history.jsonl'));
    },
  ],
])('a change is told: %s', async (_what, change) => {
  const response = await fetch(`${preview.url}events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await change();
  const told = await reader?.read();
  expect(told?.value).toBe('data: changed\n\n');
  await reader?.cancel();
});
