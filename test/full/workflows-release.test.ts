import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commentEvent, dispatchEvent, scheduleEvent } from './events.ts';
import { expectConclusion, fork, missing, name, WorkflowBench } from './workflow-bench.ts';

/** What somebody decides: overriding a gate, and releasing; and what watches the release. */
const bench = new WorkflowBench();

describe.skipIf(missing)('override.yml', () => {
  test('who may overrides each gate that blocks by a comment; who may not is told so', async () => {
    const config = readFileSync(join(bench.example.directory, 'proofmark.yml'), 'utf8');
    const files = { 'proofmark.yml': config.replace(/^policy:\n/m, '$&  waivers: { role: admin }\n') };
    const trusted = bench.github.seedCommit(name, { branch: 'main', from: bench.mainSha, files });
    bench.use('worse');
    const pull = bench.openPull(fork);
    expectConclusion(await bench.run('pull-request-fork-safe.yml', pull.started), 'failure');

    let number = 0;
    const say = async (body: string, login: string) => {
      const comment = { pull: pull.number, body, login, number: ++number };
      const result = await bench.run('override.yml', commentEvent(name, trusted, comment));
      expectConclusion(result, 'success');
      return result;
    };
    const override = (gate: string) => `/proofmark override ${gate} ${pull.headSha} The labels are wrong`;
    const lastComment = () => bench.comments().at(-1)?.body ?? '';

    expect((await say('Looks good to me', 'ada')).steps).toEqual({});
    expect(bench.comments()).toEqual([]);
    await say(override('no-such-gate'), 'wim');
    expect(lastComment()).toContain('expected the role admin');
    await say(override('no-such-gate'), 'ada');
    const blocking = /expected one of (.+)/.exec(lastComment())?.[1]?.split(', ') ?? [];
    expect(blocking.length).toBeGreaterThan(0);
    expect(bench.checks()).toEqual([]);

    for (const [i, gate] of blocking.entries()) {
      const { steps } = await say(override(gate), 'ada');
      const passed = i === blocking.length - 1;
      const { status, conclusion } = steps['gate-model']?.outputs ?? {};
      expect(status === 'pass').toBe(passed);
      expect(conclusion).toBe(
        { pass: 'neutral', fail: 'failure', inconclusive: 'action_required' }[`${status}`],
      );
      expect(steps['comment-metrics']?.outputs.action).toBe(i === 0 ? 'created' : 'updated');
    }
    expect(bench.checks().at(-1)).toEqual(['proofmark', pull.headSha, 'neutral']);
    expect(lastComment()).toContain('overridden by ada');
    expect(bench.repo.refs.has('refs/heads/proofmark')).toBe(true);
  });
});

describe.skipIf(missing)('release.yml and monitor.yml', () => {
  test('a version is released, proven and promoted; drift since then opens one issue', async () => {
    const release = dispatchEvent(name, bench.mainSha, { version: '1.1.0', stage: 'production' });
    const released = await bench.run('release.yml', release);
    expectConclusion(released, 'success');
    expect(released.steps['publish-model']?.outputs.tag).toBe('flight-delay@v1.1.0');
    expect(released.steps['verify-model']?.outputs.status).toBe('pass');
    expect([...bench.repo.releases.values()].map(({ tagName, draft }) => [tagName, draft])).toEqual([
      ['flight-delay@v1.1.0', false],
    ]);
    expect([...bench.repo.refs.keys()].filter((ref) => ref.startsWith('refs/tags/'))).toEqual([
      'refs/tags/flight-delay@v1.1.0',
      'refs/tags/flight-delay#production#1',
    ]);
    expect(bench.checks()).toEqual([['proofmark', bench.mainSha, 'success']]);
    expect(released.log).not.toContain('PRIVATE KEY');

    const issues = () => [...bench.repo.issues.values()].map(({ title, state }) => [title, state]);
    for (const day of ['first', 'second']) {
      const watched = await bench.run('monitor.yml', scheduleEvent(name, bench.mainSha, '17 5 * * *'));
      expectConclusion(watched, 'failure');
      expect(watched.steps['monitor-drift']?.outputs.status, day).toBe('fail');
      expect(issues(), day).toEqual([[expect.stringContaining('delayed'), 'open']]);
    }
  });

  test('without the secret of the key nothing is released, and the log says which input is missing', async () => {
    const release = dispatchEvent(name, bench.mainSha, { version: '1.1.0' });
    const result = await bench.run('release.yml', release, { secrets: {} });
    expectConclusion(result, 'failure');
    expect(result.steps['publish-model']?.log).toContain('pass the secret with it as the input `key`');
    expect(Object.keys(result.steps)).not.toContain('verify-model');
    expect(bench.repo.releases.size).toBe(0);
  });

  test('a worse model is not released', async () => {
    bench.use('worse');
    const result = await bench.run('release.yml', dispatchEvent(name, bench.mainSha, { version: '1.1.0' }));
    expectConclusion(result, 'failure');
    expect(Object.keys(result.steps)).not.toContain('publish-model');
    expect(bench.repo.releases.size).toBe(0);
  });
});
