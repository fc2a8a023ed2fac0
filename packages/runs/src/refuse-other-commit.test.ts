import { UserError } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { refuseOtherCommit } from './refuse-other-commit.ts';

const made = (commit?: string) => ({
  provenance: {
    createdAt: '2026-01-01T00:00:00Z',
    tool: { name: 'proofmark' as const, version: '1' },
    ...(commit === undefined ? {} : { commit }),
  },
});
const merged = 'b'.repeat(40);
const head = made('a'.repeat(40));
const here = made(merged);

test.each([
  ['the evaluation', { evaluation: head, verdict: here }, /the evaluation document .*; run evaluate-model/],
  ['the verdict', { evaluation: here, verdict: head }, /the verdict document .*; run gate-model/],
  ['the profile', { verdict: here, profile: head }, /the profile document .*; run evaluate-model/],
  ['one validation', { validations: [here, head] }, /the validation document .*; run validate-data/],
])('%s of another commit is refused with the step to run', (_what, documents, message) => {
  const attempt = () => refuseOtherCommit(documents, merged);
  expect(attempt).toThrow(UserError);
  expect(attempt).toThrow(message);
  expect(attempt).toThrow(/expected b{40}, received "a{40}"/);
});

test.each([
  ['all of the released commit', { evaluation: here, verdict: here, validations: [here] }, []],
  ['none that is there', {}, []],
  [
    'some that name no commit',
    { evaluation: made(), verdict: {}, validations: [made(), made(), here] },
    ['evaluation', 'verdict', 'validation'],
  ],
])('documents are let through: %s', (_what, documents, unnamed) => {
  expect(refuseOtherCommit(documents, merged)).toEqual(unnamed);
});
