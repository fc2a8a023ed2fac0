import { UserError } from '@proofmark/documents';
import { describe, expect, it } from 'vitest';
import { defineAction } from './outputs.ts';
import { type ActionOutcome, type ActionPorts, runAction } from './run-action.ts';
import type { Place, Toolkit } from './toolkit.ts';

const spec = defineAction({
  name: 'check-it',
  inputs: {
    level: { kind: 'enum', description: 'the level', values: ['low', 'high'], default: 'low' },
    key: { kind: 'secret', description: 'a key' },
  },
  outputs: {
    status: { kind: 'enum', values: ['pass', 'fail'], description: 'd' },
    'failed-checks': { kind: 'number', description: 'd' },
    document: { kind: 'string', description: 'd' },
  },
});

type Outcome = ActionOutcome<typeof spec.outputs>;

function fakeToolkit(env: Record<string, string> = {}) {
  const calls: [string, ...unknown[]][] = [];
  let crash = (_error: unknown): void => {};
  const record =
    (name: string) =>
    (...values: unknown[]): void => {
      calls.push([name, ...values]);
    };
  const annotate = (level: string) => (message: string, place: Place) => {
    calls.push([level, message, ...(Object.keys(place).length > 0 ? [place] : [])]);
  };
  const toolkit: Toolkit = {
    env: { GITHUB_STEP_SUMMARY: 'file', ...env },
    setSecret: record('mask'),
    setOutput: record('output'),
    setExitCode: record('exit'),
    onCrash(code, report) {
      crash = (error) => {
        report(error);
        calls.push(['exit', code]);
      };
    },
    info: record('info'),
    debug: record('debug'),
    notice: record('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    startGroup: record('group'),
    endGroup: record('end'),
    appendSummary(markdown) {
      calls.push(['summary', markdown]);
    },
  };
  return { toolkit, calls, crash: (error: unknown) => crash(error) };
}

async function act(run: (ports: ActionPorts) => Promise<Outcome>, env: Record<string, string> = {}) {
  const { toolkit, calls } = fakeToolkit(env);
  await runAction(spec, (_inputs, ports) => run(ports), toolkit);
  return calls;
}

const passed: Outcome = { outputs: { status: 'pass', failedChecks: 0, document: undefined } };

describe('runAction', () => {
  it('sets the outputs that have a value and leaves the exit code alone', async () => {
    expect(await act(async () => passed)).toEqual([
      ['output', 'status', 'pass'],
      ['output', 'failed-checks', '0'],
    ]);
  });

  it('ends with 1 and one line when the verdict is a failure, outputs set', async () => {
    const calls = await act(async () => ({
      outputs: { status: 'fail', failedChecks: 2, document: 'v.json' },
      failure: '2 checks failed',
    }));
    expect(calls.slice(-2)).toEqual([
      ['error', '2 checks failed'],
      ['exit', 1],
    ]);
    expect(calls).toContainEqual(['output', 'document', 'v.json']);
  });

  it('ends with 2, at file and line, without a stack, for what a user can fix', async () => {
    const calls = await act(async () => {
      throw new UserError('config-invalid', 'unknown key', {
        location: { file: 'p.yml', line: 3, column: 5 },
      });
    });
    expect(calls).toEqual([
      ['exit', 2],
      ['error', 'unknown key', { file: 'p.yml', startLine: 3, startColumn: 5 }],
    ]);
  });

  it('reads the inputs inside the try: a wrong one is a plain error too', async () => {
    const calls = await act(async () => passed, { INPUT_LEVEL: 'mid' });
    expect(calls).toEqual([
      ['exit', 2],
      ['error', expect.stringMatching(/input 'level': expected one of low, high, received "mid"/)],
    ]);
  });

  it('shows stack and causes of a defect in a group and asks for a report', async () => {
    const calls = await act(async () => {
      throw new TypeError('x is undefined', { cause: new Error('inner') });
    });
    expect(calls.map(([name]) => name)).toEqual(['exit', 'group', 'info', 'end', 'error']);
    expect(calls[2]?.[1]).toMatch(/TypeError: x is undefined[\s\S]*caused by: Error: inner/);
    expect(calls[4]?.[1]).toMatch(/^check-it stopped unexpectedly: x is undefined\..*report/);
  });

  it('ends with 2 when something is thrown that nobody waits for', async () => {
    const { toolkit, calls, crash } = fakeToolkit();
    await runAction(spec, async () => passed, toolkit);
    crash(new Error('late'));
    expect(calls.slice(-2)).toEqual([
      ['error', expect.stringMatching(/stopped unexpectedly: late/)],
      ['exit', 2],
    ]);
  });

  it('masks secrets before anything else', async () => {
    expect((await act(async () => passed, { INPUT_KEY: 'k' }))[0]).toEqual(['mask', 'k']);
  });

  it('annotates ten warnings, logs the others and says how many', async () => {
    const calls = await act(async ({ logger }) => {
      for (let i = 1; i <= 13; i++) logger.warning(`w${i}`, { file: 'a.csv', line: i });
      return passed;
    });
    expect(calls.filter(([name]) => name === 'warning')).toHaveLength(10);
    expect(calls).toContainEqual(['info', 'warning: a.csv:13: w13']);
    expect(calls.at(-1)).toEqual(['notice', '3 more warnings not shown as annotations: see the log.']);
  });

  it('keeps untrusted text from becoming a workflow command', async () => {
    const calls = await act(async ({ logger }) => {
      logger.info('::add-mask::a\rok\n  ::error::b ##[warning]c \u001b[2J');
      return passed;
    });
    expect(calls[0]).toEqual(['info', '| ::add-mask::a\nok\n|   ::error::b ## [warning]c \\u001b[2J']);
  });

  it('logs progress by tenths', async () => {
    const calls = await act(async ({ logger }) => {
      for (let done = 0; done <= 3000; done += 10) logger.progress(done, 3000, 'rows');
      return passed;
    });
    const lines = calls.filter(([name]) => name === 'info');
    expect(lines).toHaveLength(11);
    expect(lines[5]?.[1]).toBe('rows: 1,500 of 3,000 (50 %)');
  });

  it('keeps the summary of a step within 1 MiB and closes what it cuts', async () => {
    const calls = await act(async ({ summary }) => {
      await summary.write('small');
      await summary.write(`# Big\n\n\`\`\`\n${'é\n\n'.repeat(400_000)}\`\`\`\n`);
      await summary.write('late');
      return passed;
    });
    const texts = calls.filter(([name]) => name === 'summary').map(([, text]) => String(text));
    const all = texts.join('\n');
    expect(Buffer.byteLength(all)).toBeLessThanOrEqual(1024 * 1024);
    expect(texts[1]).toMatch(/é\n```\n\n> \[!NOTE\]\n> This summary was cut/);
    expect(all).not.toContain('\ufffd');
  });
});
