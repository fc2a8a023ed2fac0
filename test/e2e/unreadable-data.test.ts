import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAction } from '@proofmark/fake-runner';
import { describe, expect, it } from 'vitest';
import { predictions, writeProject } from './bad-input.ts';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory } from './project.ts';

const SECRET = 'hunter2';

function project(): string {
  const directory = temporaryDirectory();
  writeProject(directory, { files: { 'p.csv': `${predictions}241,1,0.5,${SECRET}\n` } });
  return directory;
}

describe('data that cannot be read fail the check, as data do', () => {
  it('with exit code 1, a document and the line', async () => {
    const directory = project();
    const { exitCode, out, err } = await proofmark(directory, ['validate']);
    expect(out).toMatch(/^FAIL churn 1\.0\.0: .*0 of 3 declared rules enforced, 3 not applicable/);
    expect(out).toContain(
      'error p.csv can be read: failed, line 242: the number of columns: expected 3, received 4; correct the line at p.csv:242',
    );
    expect(exitCode).toBe(1);
    const document = readFileSync(join(directory, 'proofmark-out/validation.json'), 'utf8');
    expect(out + err + document).not.toContain(SECRET);
  });

  it.each(['json', 'sarif', 'junit', 'html'])('as %s', async (format) => {
    const { exitCode, out } = await proofmark(project(), ['validate', '--format', format]);
    expect(exitCode).toBe(1);
    expect(out).toContain('can be read');
    expect(out).toContain('242');
    expect(out).not.toContain(SECRET);
  });

  it('by the built action: one annotation at the line of the data, the document and the output', async () => {
    const workspace = project();
    const result = await runAction({ action: join(root, 'actions/validate-data'), workspace });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ status: 'fail' });
    const errors = result.annotations.filter(({ level }) => level === 'error');
    expect(errors[0]).toMatchObject({ file: 'p.csv', line: 242 });
    const document = readFileSync(join(workspace, 'proofmark-out/validation.json'), 'utf8');
    expect(JSON.parse(document)).toMatchObject({
      status: 'fail',
      checks: [{ rule: 'readable', status: 'fail' }, {}, {}, {}],
    });
    expect(result.summary).toContain('can be read');
    expect(result.stdout + result.summary + document).not.toContain(SECRET);
  });
});
