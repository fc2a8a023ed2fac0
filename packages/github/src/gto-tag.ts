import { UserError } from '@proofmark/documents';
import { parse } from 'semver';

/**
 * Tag names in the grammar of GTO (iterative/gto, `constants.py`), so that its tools read ours:
 * `name@v1.2.3` registers a version, `name@v1.2.3!` takes it back, `name#prod#7` assigns a stage for the seventh
 * time, `name#prod!#8` ends the assignment.
 */
export type GtoTag =
  | { kind: 'version'; model: string; version: string; active: boolean }
  | { kind: 'stage'; model: string; stage: string; counter: number | undefined; active: boolean };

const namePattern = '[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?';
const name = new RegExp(`^${namePattern}$`);
const versionTag = new RegExp(`^((?:[^@#=]*=)?${namePattern})@v([^!#]+)(!)?(?:#\\d+)?$`);
const stageTag = new RegExp(`^((?:[^@#=]*=)?${namePattern})#(${namePattern})(!)?(?:#(\\d+))?$`);

/** Undefined for tags that are not of this grammar, or whose version is not a semantic one. */
export function parseGtoTag(tag: string): GtoTag | undefined {
  const [, versioned, version, withdrawn] = versionTag.exec(tag) ?? [];
  if (versioned !== undefined && version !== undefined) {
    if (!isVersion(version)) return undefined;
    return { kind: 'version', model: versioned, version, active: withdrawn === undefined };
  }
  const [, staged, stage, ended, counter] = stageTag.exec(tag) ?? [];
  if (staged === undefined || stage === undefined) return undefined;
  const number = counter === undefined ? undefined : Number(counter);
  return { kind: 'stage', model: staged, stage, counter: number, active: ended === undefined };
}

/** A semantic version in its plain form, without `v` or spaces around it. */
function isVersion(text: string): boolean {
  return /^\d/.test(text) && parse(text)?.raw === text;
}

function checkName(what: string, text: string): void {
  if (name.test(text)) return;
  const received = JSON.stringify(text.slice(0, 100));
  throw new UserError(
    'input-invalid',
    `the ${what} ${received} must consist of letters, digits, -, / and _, with a letter or digit at both ends`,
  );
}

/** `churn@v1.2.3` @throws UserError `input-invalid` for names and versions outside the grammar */
export function versionTagName(model: string, version: string): string {
  checkName('model name', model);
  if (!isVersion(version)) {
    const received = JSON.stringify(version.slice(0, 100));
    throw new UserError('input-invalid', `the version ${received} must be a semantic version such as 1.2.3`);
  }
  return `${model}@v${version}`;
}

/** `churn#prod#7`; `counter` from 1. */
export function stageTagName(model: string, stage: string, counter: number): string {
  checkName('model name', model);
  checkName('stage', stage);
  return `${model}#${stage}#${counter}`;
}
