import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Diagnosis,
  type Finding,
  type FindingRule,
  readTextFile,
  UserError,
} from '@proofmark/documents';
import { connectGitHub } from '@proofmark/github';
import { readConfigOf } from '../read-inputs.ts';
import { pathIn, provenanceOf, type Workplace } from '../workplace.ts';
import { examineRepository } from './examine-repository.ts';
import { rules } from './rules.ts';
import { readWorkflow, type Workflow } from './workflow.ts';

const folder = '.github/workflows';

/** Where to ask for the protection of the default branch. */
export type Remote = { repository: string; token: string | undefined; apiUrl: string };

/**
 * Reads the workflows and the configuration of a repository, and says what is missing or dangerous. Nothing is run.
 * @throws UserError for a remote that does not answer; mistakes in the files are findings
 */
export async function diagnose(place: Workplace, remote?: Remote): Promise<Diagnosis> {
  const entries = await readdir(pathIn(place, folder)).catch((): string[] => []);
  const files = entries
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);
  const findings: Finding[] = [];
  const workflows: Workflow[] = [];
  for (const file of files) {
    try {
      const workflow = readWorkflow(await readTextFile(join(pathIn(place, file)), file), file);
      if (workflow) workflows.push(workflow);
      else findings.push(complain('workflow-invalid', file, `expected \`on\` and \`jobs\``));
    } catch (error) {
      findings.push(explain('workflow-invalid', file, error));
    }
  }
  await readConfigOf(place).catch((error) => {
    findings.push(explain('config-invalid', place.config, error));
  });
  const protection = remote && (await readProtection(place, remote));
  findings.push(...examineRepository(workflows, protection));
  return {
    document: 'proofmark/diagnosis',
    version: '1.0',
    provenance: provenanceOf(place),
    workflows: files,
    ...(protection ? { protection } : {}),
    findings: findings.sort(byPlace),
  };
}

/** What may not be read is not judged, and the log says so. */
async function readProtection(
  { logger }: Workplace,
  { repository, token, apiUrl }: Remote,
): Promise<Diagnosis['protection']> {
  if (token === undefined) {
    throw new UserError('input-invalid', `${repository}: no token; set GH_TOKEN, or leave --repo out`);
  }
  try {
    return await connectGitHub({ repository, token, apiUrl, logger }).protection.read();
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'github-permission') throw error;
    logger.warning(`required checks are not compared: ${error.message}`);
    return undefined;
  }
}

function explain(rule: FindingRule, file: string, error: unknown): Finding {
  if (!(error instanceof UserError)) throw error;
  // The place is a field of its own.
  const message = error.message.replace(/^\S+?\.ya?ml(:\d+)*: /, '');
  return complain(rule, file, message, error.location);
}

function complain(
  rule: FindingRule,
  file: string,
  message: string,
  { line = 1, column = 1 }: { line?: number | undefined; column?: number | undefined } = {},
): Finding {
  return { rule, ...rules[rule], location: { file, line, column }, message };
}

function byPlace(a: Finding, b: Finding): number {
  const files = a.location.file < b.location.file ? -1 : a.location.file > b.location.file ? 1 : 0;
  return files || a.location.line - b.location.line || a.location.column - b.location.column;
}
