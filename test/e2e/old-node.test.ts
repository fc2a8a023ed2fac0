import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findNode24 } from '@proofmark/fake-runner';
import { expect, it } from 'vitest';
import { root } from './project.ts';

/** Makes the process take itself for Node 20, before the first line of the program runs. */
const pretending = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });" +
    "Object.defineProperty(process, 'version', { value: 'v20.20.2' });",
)}`;

it.each(['packages/cli/bin/proofmark.js', 'actions/dist/proofmark.js'])(
  '%s tells an old Node in one line what it needs',
  (program) => {
    for (const args of [['--help'], ['gate']]) {
      const result = spawnSync(findNode24(), ['--import', pretending, join(root, program), ...args], {
        encoding: 'utf8',
      });
      expect(result).toMatchObject({
        status: 2,
        stdout: '',
        stderr:
          'error: proofmark: expected Node 24 or newer, received v20.20.2; install it from https://nodejs.org\n',
      });
    }
  },
);
