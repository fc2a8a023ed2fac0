/** What is checked of a release. `file` stands once for each file of the manifest. */
export type ReleaseCheckName =
  | 'folder'
  | 'manifest'
  | 'file'
  | 'checksums'
  | 'signature'
  | 'statement-signature'
  | 'statement-subject'
  | 'statement-content'
  | 'document'
  | 'verdict-digest'
  | 'verdict-evaluation'
  | 'evaluated-model'
  | 'evaluated-commit'
  | 'verdict-passed'
  | 'verdict-recomputed'
  | 'validation-contract'
  | 'validation-rules';

/** `not-checked` is never a pass: the reason says what was missing. */
export type ReleaseCheck = {
  name: ReleaseCheckName;
  status: 'pass' | 'fail' | 'not-checked';
  /** The file at fault, or the file that was checked. */
  file: string | undefined;
  reason: string;
};

type Make = (name: ReleaseCheckName, reason: string, file?: string) => ReleaseCheck;
export const passed: Make = (name, reason, file) => ({ name, status: 'pass', file, reason });
export const failed: Make = (name, reason, file) => ({ name, status: 'fail', file, reason });
export const notChecked: Make = (name, reason, file) => ({ name, status: 'not-checked', file, reason });

/** `expected` and `received` decide; the reason of a failure shows both. */
export function compared(
  name: ReleaseCheckName,
  what: string,
  values: { expected: string; received: string; file: string },
): ReleaseCheck {
  const { expected, received, file } = values;
  if (expected === received) return passed(name, what, file);
  return failed(name, `not so: ${what}: expected ${expected}, received ${received}`, file);
}
