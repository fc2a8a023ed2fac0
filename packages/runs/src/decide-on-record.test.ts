import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  documentDigest,
  type Look,
  readDocument,
  silentLogger,
  UserError,
  type Waiver,
} from '@proofmark/documents';
import { beforeEach, expect, test } from 'vitest';
import { evaluateModel } from './evaluate-model.ts';
import { gateModel } from './gate-model.ts';
import { fileLedger, fileWaivers, type Ledger } from './records.ts';
import { verifyVerdict } from './verify-verdict.ts';
import type { Workplace } from './workplace.ts';

let place: Workplace;
const inPlace = (name: string) => join(place.directory, name);

/** 400 rows; the candidate is wrong on `wrong` of them, the baseline on ten. */
const predictions = (wrong: number) => {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const label = i % 2;
    return [i, label, i < wrong ? 1 - label : label, i % 40 === 0 ? 1 - label : label].join();
  });
  return ['id,label,score,old', ...rows].join('\n');
};

beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'record-'));
  const now = () => new Date('2026-01-02T00:00:00Z');
  place = {
    directory,
    config: 'proofmark.yml',
    out: 'out',
    logger: silentLogger,
    now,
    commit: 'a'.repeat(40),
  };
  await writeFile(inPlace('p.csv'), predictions(0));
  await writeFile(
    inPlace('proofmark.yml'),
    `model: m
evaluation:
  task: binary
  predictions: p.csv
  columns: {id: id, label: label, score: score, baseline-score: old}
gates: [{metric: accuracy, max-drop: 0.1}]
policy:
  budget: {steps: 2, adaptivity: none}
  waivers: {role: admin}
`,
  );
  await evaluateModel(place);
  return () => rm(directory, { recursive: true });
});

async function gate(commit: string, ledger: Ledger) {
  const { verdict } = await gateModel({ ...place, commit: commit.repeat(40) }, {}, { ledger });
  return [verdict.budget?.look, verdict.budget?.recorded, verdict.status];
}

async function tryCandidate(wrong: number) {
  await writeFile(inPlace('p.csv'), predictions(wrong));
  await evaluateModel(place);
}

test('each candidate counts once, and nothing passes when the test set is spent', async () => {
  const ledger = fileLedger(inPlace('looks/ledger.jsonl'));
  expect(await gate('a', ledger)).toEqual([1, 'ledger', 'pass']);
  // The same predictions at another commit teach nothing new.
  expect(await gate('b', ledger)).toEqual([1, 'ledger', 'pass']);
  await tryCandidate(1);
  expect(await gate('c', ledger)).toEqual([2, 'ledger', 'pass']);
  await tryCandidate(2);
  expect(await gate('d', ledger)).toEqual([3, 'ledger', 'inconclusive']);
  expect(await gate('d', ledger)).toEqual([3, 'ledger', 'inconclusive']);
  const lines = (await readFile(inPlace('looks/ledger.jsonl'), 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).commit.slice(0, 1))).toEqual(['a', 'c', 'd']);
});

test('a token that may not write counts the look it will be, and says that it is not recorded', async () => {
  const recorded = fileLedger(inPlace('ledger.jsonl'));
  await gate('a', recorded);
  const readOnly: Ledger = {
    looks: recorded.looks,
    async addLook(_testSet, plan) {
      if (plan(await recorded.looks('')) === undefined) return;
      throw new UserError('github-permission', 'the job needs contents: write');
    },
  };
  expect(await gate('a', readOnly)).toEqual([1, 'ledger', 'pass']);
  await tryCandidate(1);
  expect(await gate('b', readOnly)).toEqual([2, 'later', 'pass']);
  expect(await recorded.looks('')).toHaveLength(1);
});

test('other failures of the ledger are failures', async () => {
  const broken: Ledger = {
    looks: async () => [],
    addLook: async () => {
      throw new UserError('github-conflict', 'other jobs were faster');
    },
  };
  await expect(gate('a', broken)).rejects.toMatchObject({ code: 'github-conflict' });
});

test.each([
  ['{"testSet":"t"}', /ledger\.jsonl line 1/],
  ['not json', /ledger\.jsonl line 1: not JSON/],
])('a broken line of the ledger is named: %s', async (line, message) => {
  await writeFile(inPlace('ledger.jsonl'), `${line}\n`);
  await expect(gate('a', fileLedger(inPlace('ledger.jsonl')))).rejects.toThrow(message);
});

test('a verdict is verified against policy, ledger and overrides', async () => {
  await tryCandidate(200);
  const { evaluation } = await gateModel(place, {}, {});
  const waiver: Waiver = {
    gate: 'accuracy:max-drop',
    commit: 'a'.repeat(40),
    evaluation: documentDigest(evaluation),
    reason: 'known',
    by: 'ada',
    role: 'admin',
    at: '2026-01-01T00:00:00Z',
    expires: '2026-01-08T00:00:00Z',
  };
  await writeFile(inPlace('waivers.jsonl'), `${JSON.stringify(waiver)}\n`);
  const records = {
    ledger: fileLedger(inPlace('ledger.jsonl')),
    waivers: fileWaivers(inPlace('waivers.jsonl')),
  };
  const { verdict } = await gateModel(place, {}, records);
  expect(verdict).toMatchObject({ status: 'pass', gates: [{ status: 'fail', waived: { by: 'ada' } }] });

  const files = { evaluation: 'out/evaluation.json', verdict: 'out/verdict.json' };
  const all = { ...files, policy: 'proofmark.yml', ledger: 'ledger.jsonl', waivers: 'waivers.jsonl' };
  const agrees = { agrees: true, differences: [] };
  expect(await verifyVerdict(place, files)).toEqual({ ...agrees, taken: ['1 override', 'look 1 of 2'] });
  expect(await verifyVerdict(place, all)).toEqual({ ...agrees, taken: [] });

  const [look] = (await records.ledger.looks('')) as [Look];
  const earlier = { ...look, commit: 'c'.repeat(40), candidate: 'c'.repeat(64) };
  await writeFile(inPlace('ledger.jsonl'), [earlier, look].map((one) => `${JSON.stringify(one)}\n`).join(''));
  await writeFile(inPlace('waivers.jsonl'), '');
  await writeFile(
    inPlace('proofmark.yml'),
    (await readFile(inPlace('proofmark.yml'), 'utf8')).replace('0.1}', '0.2}'),
  );
  const { differences } = await verifyVerdict(place, all);
  expect(differences).toEqual([
    'verdict.policy.gates[0].max-drop: the document says 0.1, expected 0.2',
    'verdict.budget.look: the document says 1, expected 2',
    'verdict.budget.passedBefore: the document says false, expected true',
    'verdict.waivers: waivers.jsonl holds no such override of accuracy:max-drop by ada',
  ]);
  expect((await readDocument(inPlace('out/verdict.json'), 'verdict')).budget?.look).toBe(1);
});

test.each(['ledger', 'waivers'] as const)(
  'a file of %s that the policy does not ask for is refused',
  async (option) => {
    const config = await readFile(inPlace('proofmark.yml'), 'utf8');
    await writeFile(inPlace('proofmark.yml'), config.slice(0, config.indexOf('policy:')));
    await expect(gateModel(place, { [option]: 'records.jsonl' })).rejects.toThrow(
      new RegExp(`^--${option}: expected policy\\.`),
    );
  },
);
