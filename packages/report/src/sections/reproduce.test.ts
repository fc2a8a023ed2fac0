import { expect, test } from 'vitest';
import { reproduceSection } from './reproduce.ts';

const placeholder =
  'Once: `npm install --save-dev https://github.com/OWNER/proofmark/archive/v1.0.0.tar.gz`, with the OWNER and the version of the workflow.';

test.each([
  [
    { repository: 'octo/proofmark', ref: 'v1' },
    'Once: `npm install --save-dev https://github.com/octo/proofmark/archive/v1.tar.gz`.',
  ],
  [undefined, placeholder],
  [{ repository: 'octo/proofmark', ref: 'v1`; rm' }, placeholder],
])('the command line of the actions from %o is installed', (actionSource, expected) => {
  expect(reproduceSection({}, { actionSource }).body).toContain(expected);
});
