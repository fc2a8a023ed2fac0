import { expect, test } from 'vitest';
import { parseOverride } from './parse-override.ts';

const sha = 'abc1234';

test.each<[string, string, string, string?]>([
  [`/proofmark override accuracy:max-drop ${sha} March was wrong`, 'accuracy:max-drop', 'March was wrong'],
  [
    `/proofmark override \`recall[city=New York]:min\` ${sha} small city`,
    'recall[city=New York]:min',
    'small city',
  ],
  [`  /proofmark  override recall[city=New York]:min  ${sha}  small `, 'recall[city=New York]:min', 'small'],
  [
    `/proofmark override f1:min ${sha} because\nmore text\n/proofmark override x:min ${sha} y`,
    'f1:min',
    'because',
  ],
  [`/proofmark override f1:min of churn/eu ${sha} one of two`, 'f1:min', 'one of two', 'churn/eu'],
  [`/proofmark override \`f1:min\` of churn ${sha} quoted`, 'f1:min', 'quoted', 'churn'],
  [`/proofmark override f1[city=Isle of Man]:min ${sha} no model`, 'f1[city=Isle of Man]:min', 'no model'],
  [`/proofmark override f1:min ${sha} deadbeef is not the commit`, 'f1:min', 'deadbeef is not the commit'],
])('%j', (comment, gate, reason, model) => {
  expect(parseOverride(comment)).toEqual({ kind: 'request', request: { gate, model, sha, reason } });
});

test.each([
  '',
  'Looks good',
  '> /proofmark override a:min abc1234 x',
  '/proofmarks',
  'text\n/proofmark override',
])('not a command: %j', (comment) => {
  expect(parseOverride(comment)).toEqual({ kind: 'none' });
});

test.each([
  ['/proofmark', /no command/],
  ['/proofmark overrule x', /no command/],
  ['/proofmark override', /no command/],
  ['/proofmark override accuracy:min', /no commit/],
  ['/proofmark override accuracy:min abc12 too short', /no commit/],
  ['/proofmark override accuracy:min abc1234', /no reason/],
  [`/proofmark override accuracy:min abc1234 ${'x'.repeat(501)}`, /501 characters/],
])('malformed: %.60j', (comment, problem) => {
  expect(parseOverride(comment)).toMatchObject({
    kind: 'malformed',
    problem: expect.stringMatching(problem),
  });
});
