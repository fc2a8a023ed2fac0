import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionResult } from '@proofmark/fake-runner';
import { beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory, writeFiles } from './project.ts';
import { openPull, openWorld, startJob } from './world.ts';

type Block = { line: number; language: string; info: string; text: string };

/** The fenced blocks of the guide, in order. */
function readBlocks(): Block[] {
  const guide = readFileSync(join(root, 'actions/validate-data/GUIDE.md'), 'utf8');
  return [...guide.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: guide.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    info: match[2] ?? '',
    text: match[3] ?? '',
  }));
}

const blocks = readBlocks();
let directory: string;
let output = '';
let workflow = '';
beforeAll(() => {
  directory = temporaryDirectory();
});

/** Runs the step of the workflow as a pull request does. */
async function runStep(): Promise<ActionResult> {
  const steps: { uses: string; with?: Record<string, string> }[] = parse(workflow).jobs.data.steps;
  const step = steps.find(({ uses }) => uses.includes('/actions/validate-data@'));
  const world = await openWorld();
  const pull = openPull(world);
  const permissions = { contents: 'read' } as const;
  const job = startJob(world, { workspace: directory, event: pull.event, sha: pull.sha, permissions });
  return job('validate-data', step?.with ?? {});
}

async function follow({ language, info, text }: Block): Promise<void> {
  switch (language) {
    case 'sh': {
      const commands = text.trim().split('\n');
      for (const command of commands) {
        const [name, ...args] = command.split(' ');
        expect(name).toBe('proofmark');
        const { exitCode, out, err } = await proofmark(directory, args);
        expect({ command, exitCode, err }).toMatchObject({ exitCode: info === 'exit=1' ? 1 : 0 });
        output = out;
      }
      return;
    }
    case 'text':
      expect(output).toContain(text.trimEnd());
      return;
    case 'annotation': {
      const { annotations, exitCode } = await runStep();
      const shown = annotations.map(
        ({ level, file, line, message }) => `${level} ${file}:${line} ${message}`,
      );
      expect(exitCode).toBe(1);
      expect(shown.join('\n')).toContain(text.trim());
      return;
    }
    default:
      expect(info).toMatch(/^[\w./-]+$/);
      if (info.startsWith('.github/')) workflow = text;
      writeFiles(directory, { [info]: text });
  }
}

it.each(blocks)('the guide holds at line $line: $language $info', follow);

it('the guide has commands, files and results', () => {
  expect(new Set(blocks.map(({ language }) => language))).toEqual(
    new Set(['csv', 'sh', 'text', 'yaml', 'annotation']),
  );
});
