import { mkdtemp, writeFile } from 'node:fs/promises';
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
  preview = await servePreview(directory, pages, 0);
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

test('a changed document is told', async () => {
  const response = await fetch(`${preview.url}events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await writeFile(join(directory, 'verdict.json'), '{}');
  const told = await reader?.read();
  expect(told?.value).toBe('data: changed\n\n');
  await reader?.cancel();
});
