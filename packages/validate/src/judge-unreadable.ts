import { isAbsolute, resolve } from 'node:path';
import type { Rule, Table } from '@proofmark/contract';
import type { Check, FileReference, UnreadableData, Validation } from '@proofmark/documents';
import { showFileIn } from './digest-files.ts';
import { coverageOf, judge, statusOf } from './judge.ts';
import { namesOf } from './names-of.ts';
import type { ValidateRequest } from './validate-request.ts';

/**
 * The validation of data that cannot be read: one failing check, which names the file and the line, and every rule
 * with the reason why it was not looked at. Nothing in it comes from the data.
 * @param listed the rules that the validation tells of
 * @param files the data
 */
export function judgeUnreadable(
  {
    contract,
    directory,
    names,
    options,
  }: Pick<ValidateRequest, 'contract' | 'directory' | 'names' | 'options'>,
  table: Table,
  listed: readonly Rule[],
  error: UnreadableData,
  files: FileReference[],
): Validation {
  const showFile = showFileIn(directory, names);
  // Of one file there is no question which one it is.
  const only = files.length === 1 ? files[0]?.path : undefined;
  const file = error.place ? showFile(resolve(directory, error.place.file)) : only;
  const reason = `nothing was checked: ${file ?? 'the data'} cannot be read`;
  const checks = listed.map((rule) =>
    judge(rule, rule.plan.status === 'enforced' ? { status: 'not-applicable', reason } : rule.plan),
  );
  const readable = readableCheck(table, file, error, {
    id: freeId(`${table.name}.readable`, listed),
    contractFile: contract.file.path,
  });
  const all = [readable, ...checks];
  return {
    document: 'proofmark/validation',
    version: '1.0',
    contract: namesOf(contract, table, options.environment),
    data: { files, rows: 0, columns: [] },
    coverage: coverageOf(checks),
    checks: all,
    notes: ['the data could not be read: nothing was tested'],
    status: statusOf(all, 0, options.failOnUnsupported ?? false),
  };
}

function readableCheck(
  table: Table,
  file: string | undefined,
  { problem, place }: UnreadableData,
  { id, contractFile }: { id: string; contractFile: string },
): Check {
  const line = place?.line;
  // A report points at files of the repository; one from elsewhere is named in words.
  const isOutside = file === undefined || isAbsolute(file) || /^[a-z][\w+.-]*:/i.test(file);
  return {
    id,
    rule: 'readable',
    table: table.name,
    severity: 'error',
    description: `${file ?? 'the data'} can be read`,
    location: isOutside ? { file: contractFile, line: 1, column: 1 } : { file, line: line ?? 1, column: 1 },
    status: 'fail',
    checked: 1,
    failing: 1,
    tolerance: 0,
    expected: 'a file that can be read to its end',
    reason: line === undefined ? problem : `line ${line}: ${problem}`,
  };
}

/** A contract may name a rule of its own so. */
function freeId(id: string, rules: readonly Rule[]): string {
  return rules.some((rule) => rule.id === id) ? freeId(`${id}_`, rules) : id;
}
