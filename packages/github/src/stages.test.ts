import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseGtoTag, stageTagName, versionTagName } from './gto-tag.ts';
import {
  type AssignResult,
  assignStage,
  currentAssignment,
  listVersions,
  readStage,
  rollBackStage,
} from './stages.ts';
import { createTags, type TagsPort } from './tags.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
let tags: TagsPort;
beforeEach(async () => {
  fixture = await startFixture();
  tags = createTags(fixture.client(), repo);
  for (const version of ['1.0.0', '1.2.0', '1.10.0']) {
    await tags.create({ name: versionTagName('churn', version), commit: fixture.head, message: version });
  }
});
afterEach(() => fixture.close());

const assign = (version: string): Promise<AssignResult> =>
  assignStage(tags, { model: 'churn', stage: 'prod', version, reason: 'because' });
const versions = async () =>
  (await readStage(tags, 'churn', 'prod')).map(({ tag, version }) => `${tag} ${version}`);

test('versions are listed in semantic order, of this model only, without withdrawn ones', async () => {
  for (const name of ['churn@v1.2.0!', 'churn@vnext', 'churn-two@v9.0.0']) {
    await tags.create({ name, commit: fixture.head, message: 'm' });
  }
  expect(await listVersions(tags, 'churn')).toEqual(['1.0.0', '1.10.0']);
});

test('a stage is assigned by appending annotated tags, also when versions share a commit', async () => {
  expect(await assign('1.0.0')).toMatchObject({
    action: 'assigned',
    tag: 'churn#prod#1',
    previousVersion: undefined,
  });
  expect(await assign('1.2.0')).toMatchObject({ tag: 'churn#prod#2', previousVersion: '1.0.0' });
  expect(await assign('1.2.0')).toMatchObject({
    action: 'unchanged',
    tag: 'churn#prod#2',
    previousVersion: '1.0.0',
  });
  expect(await versions()).toEqual(['churn#prod#1 1.0.0', 'churn#prod#2 1.2.0']);
  const [first] = await readStage(tags, 'churn', 'prod');
  expect(first).toMatchObject({ reason: 'because', commit: fixture.head, active: true });
});

test('the order is by counter, not by name', async () => {
  for (let i = 0; i < 11; i++) await assign(i % 2 === 0 ? '1.0.0' : '1.2.0');
  expect(currentAssignment(await readStage(tags, 'churn', 'prod'))?.tag).toBe('churn#prod#11');
});

test('a rollback assigns the version before as one more entry', async () => {
  await assign('1.0.0');
  await assign('1.2.0');
  const request = { model: 'churn', stage: 'prod', reason: '' };
  expect(await rollBackStage(tags, request)).toMatchObject({ tag: 'churn#prod#3', version: '1.0.0' });
  expect(await versions()).toEqual(['churn#prod#1 1.0.0', 'churn#prod#2 1.2.0', 'churn#prod#3 1.0.0']);
});

describe('each further rollback goes one version further back', () => {
  test.each<[string, (string | 'back')[], string]>([
    ['two rollbacks', ['1.0.0', '1.2.0', '1.10.0', 'back', 'back'], '1.0.0'],
    ['three rollbacks', ['1.0.0', '1.2.0', '1.10.0', '2.0.0', 'back', 'back', 'back'], '1.0.0'],
    ['after an assignment that followed one', ['1.0.0', '1.2.0', 'back', '1.10.0', 'back'], '1.0.0'],
    ['after the bad version was put back', ['1.0.0', '1.2.0', 'back', '1.2.0', 'back'], '1.0.0'],
    ['of a version put back by hand', ['1.0.0', '1.2.0', '1.0.0', 'back'], '1.2.0'],
    [
      'after two, a promotion and one more',
      ['1.0.0', '1.2.0', '1.10.0', 'back', 'back', '2.0.0', 'back'],
      '1.0.0',
    ],
  ])('%s', async (_, steps, expected) => {
    await tags.create({ name: versionTagName('churn', '2.0.0'), commit: fixture.head, message: 'm' });
    for (const step of steps) {
      if (step === 'back') await rollBackStage(tags, { model: 'churn', stage: 'prod', reason: '' });
      else await assign(step);
    }
    const history = await readStage(tags, 'churn', 'prod');
    expect(history).toHaveLength(steps.length);
    expect(currentAssignment(history)?.version).toBe(expected);
  });

  test('until nothing is left', async () => {
    for (const version of ['1.0.0', '1.2.0']) await assign(version);
    const request = { model: 'churn', stage: 'prod', reason: 'Proofmark-Rollback: true' };
    await rollBackStage(tags, request);
    await expect(rollBackStage(tags, request)).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

test('a reason that looks like a trailer is only a reason', async () => {
  const reason = 'Proofmark-Rollback: true';
  await assignStage(tags, { model: 'churn', stage: 'prod', version: '1.0.0', reason });
  expect(await readStage(tags, 'churn', 'prod')).toMatchObject([{ reason, rollback: false }]);
});

test('two jobs at once end with two entries', async () => {
  await Promise.all([assign('1.0.0'), assign('1.2.0'), assign('1.10.0')]);
  expect(await readStage(tags, 'churn', 'prod')).toHaveLength(3);
});

test('a tag made by GTO itself tells its version through its commit, and `!` ends the stage', async () => {
  const commit = fixture.fake.seedCommit('octo/models', { branch: 'b', files: { a: 'a' } });
  await tags.create({ name: 'churn@v2.0.0', commit, message: 'm' });
  await tags.create({ name: 'churn#prod#1', commit, message: 'Assigning stage prod' });
  expect(await versions()).toEqual(['churn#prod#1 2.0.0']);
  await tags.create({ name: 'churn#prod!#2', commit, message: 'Unassigning' });
  expect(currentAssignment(await readStage(tags, 'churn', 'prod'))).toBeUndefined();
});

describe('refusals', () => {
  test('an unknown version, with the known ones', async () => {
    await expect(assign('3.0.0')).rejects.toMatchObject({
      code: 'input-invalid',
      message: 'churn has no version 3.0.0; the latest are: 1.0.0, 1.2.0, 1.10.0',
    });
  });

  test('a rollback of a stage with one version', async () => {
    await assign('1.0.0');
    await expect(rollBackStage(tags, { model: 'churn', stage: 'prod', reason: '' })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });

  test('a read-only token', async () => {
    const readOnly = createTags(fixture.client({ contents: 'read' }), repo);
    const request = { model: 'churn', stage: 'prod', version: '1.0.0', reason: '' };
    await expect(assignStage(readOnly, request)).rejects.toMatchObject({ code: 'github-permission' });
  });

  test.each([
    ['-x', '1.0.0'],
    ['a b', '1.0.0'],
    ['a@b', '1.0.0'],
    ['x', 'v1.0.0'],
    ['x', '1.0'],
  ])('the model %j with version %j', (model, version) => {
    expect(() => versionTagName(model, version)).toThrow(expect.objectContaining({ code: 'input-invalid' }));
  });
});

test.each([
  ['churn@v1.2.3', { kind: 'version', model: 'churn', version: '1.2.3', active: true }],
  ['churn@v1.2.3-rc.1+b5', { kind: 'version', model: 'churn', version: '1.2.3-rc.1+b5', active: true }],
  ['dir=churn/eu@v1.2.3!', { kind: 'version', model: 'dir=churn/eu', version: '1.2.3', active: false }],
  ['churn#prod#7', { kind: 'stage', model: 'churn', stage: 'prod', counter: 7, active: true }],
  ['churn#prod', { kind: 'stage', model: 'churn', stage: 'prod', counter: undefined, active: true }],
  ['churn#prod!#8', { kind: 'stage', model: 'churn', stage: 'prod', counter: 8, active: false }],
  ['churn@deprecated', undefined],
  ['v1.2.3', undefined],
  ['churn@v1.2', undefined],
])('the tag %s means %j', (tag, expected) => {
  expect(parseGtoTag(tag)).toEqual(expected);
});

test('names are put together as they are taken apart', () => {
  expect(versionTagName('churn/eu', '1.0.0')).toBe('churn/eu@v1.0.0');
  expect(stageTagName('churn', 'prod', 7)).toBe('churn#prod#7');
});
