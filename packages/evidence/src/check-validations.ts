import { join } from 'node:path';
import {
  type ContractDocument,
  documentDigest,
  messageOf,
  type ReleaseManifest,
  readDocument,
  type Validation,
} from '@proofmark/documents';
import { compared, failed, notChecked, passed, type ReleaseCheck } from './release-check.ts';

/** Holds a validation against the rules of its contract, injected: this room knows no rules. It says where they differ. */
export type Recheck = (
  contract: ContractDocument,
  validation: Validation,
) => { differences: readonly string[] };

/**
 * Every validation of a release is about a contract of the release, and its checks are those that the contract
 * demands. A release without validations has nothing to check here.
 */
export async function checkValidations(
  directory: string,
  manifest: ReleaseManifest,
  recheck: Recheck | undefined,
): Promise<ReleaseCheck[]> {
  const contracts = await readAll(directory, manifest, 'contract');
  const validations = await readAll(directory, manifest, 'validation');
  const byDigest = new Map(contracts.documents.map(({ document }) => [documentDigest(document), document]));
  return [
    ...contracts.checks,
    ...validations.checks,
    ...validations.documents.flatMap(({ file, document }) => {
      const expected = document.contract.document;
      const contract = byDigest.get(expected);
      const bound = compared('validation-contract', 'the validation is about a contract of the release', {
        expected,
        received: contract ? expected : [...byDigest.keys()].join(', ') || 'no contract document',
        file,
      });
      return contract ? [bound, checkRules(contract, { file, document }, recheck)] : [bound];
    }),
  ];
}

function checkRules(
  contract: ContractDocument,
  { file, document }: { file: string; document: Validation },
  recheck: Recheck | undefined,
): ReleaseCheck {
  if (!recheck) return notChecked('validation-rules', 'rules not made again from the contract', file);
  const [first] = recheck(contract, document).differences;
  return first === undefined
    ? passed('validation-rules', 'the contract gives exactly these rules', file)
    : failed('validation-rules', `the validation does not follow from its contract: ${first}`, file);
}

async function readAll<Kind extends 'contract' | 'validation'>(
  directory: string,
  manifest: ReleaseManifest,
  kind: Kind,
) {
  const checks: ReleaseCheck[] = [];
  const documents = [];
  for (const { path } of manifest.files.filter(({ role }) => role === kind)) {
    try {
      documents.push({ file: path, document: await readDocument(join(directory, path), kind) });
      checks.push(passed('document', `is a valid ${kind} document`, path));
    } catch (error) {
      checks.push(failed('document', messageOf(error), path));
    }
  }
  return { checks, documents };
}
