import type { Finding, FindingRule } from '@proofmark/documents';
import { rules } from './rules.ts';
import type { Path, Workflow } from './workflow.ts';

/** What a check says: which rule, where in the file, and what it saw. */
export type Complaint = { rule: FindingRule; path: Path; message: string; level?: Finding['level'] };

/** A complaint with its place in the file, its reason and its remedy. */
export function placeFinding({ file, locate }: Workflow, { rule, path, message, level }: Complaint): Finding {
  const { line = 1, column = 1 } = locate(path);
  return { rule, ...rules[rule], ...(level ? { level } : {}), location: { file, line, column }, message };
}
