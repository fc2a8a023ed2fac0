import { join } from 'node:path';
import { type DocumentKind, type DocumentOf, readDocument } from '@proofmark/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProject, type Project } from './project.ts';
import { openPull, openWorld, type Pull, type RunStep, startJob, succeeded, type World } from './world.ts';

let world: World;
let project: Project;
let pull: Pull;
let job: RunStep;

const pullPermissions = { contents: 'read', checks: 'write', 'pull-requests': 'write' } as const;

function pullJob(): RunStep {
  const { event, sha } = pull;
  return startJob(world, { workspace: project.directory, event, sha, permissions: pullPermissions });
}

function read<Kind extends DocumentKind>(kind: Kind, name = `${kind}.json`): Promise<DocumentOf<Kind>> {
  return readDocument(join(project.directory, 'proofmark-out', name), kind);
}

beforeAll(async () => {
  world = await openWorld();
  project = await buildProject();
  pull = openPull(world);
  job = pullJob();
});

describe('from pull request to production, one built action after the other', () => {
  it('validate-data checks the rows against the contract', async () => {
    const { outputs, summary, annotations } = succeeded(await job('validate-data'));
    expect(outputs).toEqual({
      status: 'pass',
      document: 'proofmark-out/validation.json',
      'failed-checks': '0',
      html: 'proofmark-out/validation.html',
      junit: 'proofmark-out/validation.junit.xml',
      sarif: 'proofmark-out/validation.sarif',
      coverage: '1',
    });
    expect(annotations).toEqual([]);
    expect(summary).toContain('flights');
    const { data, status, coverage, provenance } = await read('validation');
    expect(status).toBe('pass');
    expect(data.rows).toBeGreaterThan(12_000);
    expect(coverage.enforced).toBe(coverage.declared);
    expect(provenance).toMatchObject({ commit: pull.sha });
  });

  it('evaluate-model runs both ONNX models over the rows', async () => {
    const { outputs, summary, annotations } = succeeded(await job('evaluate-model'));
    const evaluation = await read('evaluation');
    expect(outputs).toEqual({
      document: 'proofmark-out/evaluation.json',
      rows: String(evaluation.testSet.rows),
      'candidate-digest': evaluation.candidate.file.sha256,
    });
    expect(annotations).toEqual([]);
    expect(summary).toContain('roc_auc');
    expect(evaluation).toMatchObject({
      candidate: { kind: 'model', file: { path: 'models/candidate.onnx' } },
      baseline: { kind: 'model', file: { path: 'models/baseline.onnx' } },
      classes: ['0', '1'],
    });
    const auc = evaluation.estimates.find(({ metric, slice }) => metric === 'roc_auc' && slice.length === 0);
    expect(auc?.candidate?.value).toBeGreaterThan(auc?.baseline?.value ?? 1);
    const profile = await read('profile');
    expect(profile.rows).toBe(evaluation.testSet.rows);
    expect(profile.columns.map(({ name }) => name)).toContain('origin');
  });

  it('gate-model passes it and says so in a check run on the head commit', async () => {
    const { outputs, annotations } = succeeded(await job('gate-model'));
    expect(outputs).toEqual({
      status: 'pass',
      document: 'proofmark-out/verdict.json',
      report: 'proofmark-out/proofmark-report.html',
      conclusion: 'success',
    });
    expect(annotations).toEqual([]);
    expect(await read('verdict')).toMatchObject({ status: 'pass', warnings: [] });
    expect([...world.repo.checkRuns.values()]).toMatchObject([
      { name: 'proofmark', headSha: pull.sha, status: 'completed', conclusion: 'success' },
    ]);
    const names = [...world.repo.artifacts.values()].map(({ name }) => name);
    expect(names).toEqual(['proofmark-documents', 'proofmark-report.html']);
  });

  it('comment-metrics writes one comment and keeps it', async () => {
    const created = succeeded(await job('comment-metrics'));
    expect(created.outputs.action).toBe('created');
    const again = succeeded(await job('comment-metrics'));
    expect(again.outputs).toEqual({ ...created.outputs, action: 'unchanged' });
    const later = succeeded(await pullJob()('comment-metrics'));
    expect(later.outputs).toEqual({ ...created.outputs, action: 'updated' });
    const comments = [...world.repo.comments.values()];
    expect(comments).toMatchObject([{ issue: pull.number, login: 'github-actions[bot]' }]);
    expect(comments[0]?.body).toContain('roc_auc');
  });

  const release = (version: string) => ({ version, key: project.privateKeyPem });

  it('publish-model refuses what was measured at the head of the pull request: another commit', async () => {
    const { exitCode, annotations } = await mainJob({ contents: 'write' })('publish-model', release('1.0.0'));
    expect(exitCode).toBe(2);
    const message = `the evaluation document was made at another commit than the one to be released: expected ${world.mainSha}, received "${pull.sha}"; run evaluate-model`;
    expect(annotations).toMatchObject([{ level: 'error', message: expect.stringContaining(message) }]);
    expect([...world.repo.releases.values()]).toEqual([]);
  });

  it('the release job measures and decides again at the merged commit', async () => {
    const run = mainJob({ contents: 'write', checks: 'write' });
    for (const action of ['validate-data', 'evaluate-model', 'gate-model']) succeeded(await run(action));
    expect((await read('verdict')).provenance?.commit).toBe(world.mainSha);
  });

  it('publish-model releases it, and finds it finished the next time', async () => {
    const run = mainJob({ contents: 'write' });
    const { outputs, annotations, masks } = succeeded(await run('publish-model', release('1.0.0')));
    expect(annotations).toEqual([]);
    expect(masks.some((mask) => project.privateKeyPem.includes(mask) && mask.length > 60)).toBe(true);
    expect(outputs).toEqual({
      tag: 'flight-delay@v1.0.0',
      'release-url': expect.stringContaining('flight-delay'),
      manifest: 'proofmark-out/release/flight-delay%40v1.0.0/release.json',
    });
    const requests = world.github.state.requests.length;
    const again = succeeded(await run('publish-model', release('1.0.0')));
    expect(again.outputs).toEqual(outputs);
    expect(again.log).toContain('already-published');
    const writes = world.github.state.requests.slice(requests).filter(({ method }) => method !== 'GET');
    expect(writes).toEqual([]);
    const [only, ...others] = [...world.repo.releases.values()];
    expect(others).toEqual([]);
    expect(only).toMatchObject({ tagName: 'flight-delay@v1.0.0', draft: false, target: world.mainSha });
    expect(only?.assets.map(({ name }) => name).sort()).toEqual(
      [
        ...[
          'SHA256SUMS',
          'candidate.onnx',
          'contract.json',
          'evaluation.json',
          'flight-delay.cdx.json',
          'flight-delay.intoto.jsonl',
        ],
        ...['model.sig', 'profile.json', 'proofmark.yml', 'release.json', 'validation.json', 'verdict.json'],
      ].sort(),
    );
    expect([...world.repo.refs.keys()]).toContain('refs/tags/flight-delay@v1.0.0');
  });

  it('verify-model downloads it and proves every file of it', async () => {
    const run = mainJob({ contents: 'read' });
    const { outputs, annotations } = succeeded(await run('verify-model', { version: '1.0.0' }));
    expect(outputs).toEqual({ status: 'pass', manifest: 'proofmark-model/release.json' });
    expect(annotations).toEqual([]);
    const manifest = await readDocument(join(project.directory, 'proofmark-model/release.json'), 'release');
    expect(manifest).toMatchObject({
      modelVersion: '1.0.0',
      commit: world.mainSha,
      verdict: { status: 'pass' },
    });
  });
});

function mainJob(permissions: Parameters<typeof startJob>[1]['permissions']): RunStep {
  return startJob(world, { workspace: project.directory, permissions });
}
