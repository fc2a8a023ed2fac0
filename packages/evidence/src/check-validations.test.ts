import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContractDocument,
  documentDigest,
  type ReleaseFileRole,
  type ReleaseManifest,
  type Validation,
} from '@proofmark/documents';
import { expect, test } from 'vitest';
import { checkValidations, type Recheck } from './check-validations.ts';

const file = { path: 'c.yaml', bytes: 1, sha256: 'a'.repeat(64) };
const contract: ContractDocument = {
  document: 'proofmark/contract',
  version: '1.0',
  contract: {
    file,
    id: 'c',
    version: '1.0.0',
    versionAt: { file: 'c.yaml', line: 1, column: 1 },
    standard: 'ODCS v3.1.0',
    tables: [],
    constraints: [],
  },
};
const validation: Validation = {
  document: 'proofmark/validation',
  version: '1.0',
  contract: { file, id: 'c', version: '1.0.0', document: documentDigest(contract), table: 't' },
  data: { files: [], rows: 1, columns: [] },
  coverage: { declared: 0, enforced: 0, notApplicable: 0, unsupported: 0 },
  checks: [],
  notes: [],
  status: 'pass',
};
const other = { ...contract, contract: { ...contract.contract, id: 'other' } };
const agrees: Recheck = () => ({ differences: [] });
const differs: Recheck = () => ({ differences: ['t.a.minimum: the contract declares no such rule'] });

test.each<[string, Record<string, unknown>, Recheck | undefined, string[]]>([
  ['nothing to check without validations', { 'contract.json': contract }, agrees, ['document pass']],
  [
    'a validation of a contract of the release passes',
    { 'contract.json': contract, 'validation.json': validation },
    agrees,
    ['document pass', 'document pass', 'validation-contract pass', 'validation-rules pass'],
  ],
  [
    'rules that the contract does not give fail',
    { 'contract.json': contract, 'validation.json': validation },
    differs,
    ['document pass', 'document pass', 'validation-contract pass', 'validation-rules fail'],
  ],
  [
    'rules that nobody makes again are not checked',
    { 'contract.json': contract, 'validation.json': validation },
    undefined,
    ['document pass', 'document pass', 'validation-contract pass', 'validation-rules not-checked'],
  ],
  [
    'another contract fails',
    { 'contract.json': other, 'validation.json': validation },
    agrees,
    ['document pass', 'document pass', 'validation-contract fail'],
  ],
  [
    'a missing contract fails',
    { 'validation.json': validation },
    agrees,
    ['document pass', 'validation-contract fail'],
  ],
  [
    'a contract of an unknown major version fails, and with it the validation',
    { 'contract.json': { ...contract, version: '2.0' }, 'validation.json': validation },
    agrees,
    ['document fail', 'document pass', 'validation-contract fail'],
  ],
])('%s', async (_name, files, recheck, expected) => {
  const directory = await mkdtemp(join(tmpdir(), 'validations-'));
  for (const [name, document] of Object.entries(files))
    await writeFile(join(directory, name), JSON.stringify(document));
  const manifest: ReleaseManifest = {
    document: 'proofmark/release',
    version: '1.0',
    model: 'm',
    modelVersion: '1.0.0',
    tag: 'm@v1.0.0',
    commit: 'c0ffee',
    files: Object.keys(files).map((path) => ({
      path,
      bytes: 1,
      sha256: 'b'.repeat(64),
      role: path.replace('.json', '') as ReleaseFileRole,
    })),
    verdict: { status: 'pass', sha256: 'b'.repeat(64) },
  };
  const checks = await checkValidations(directory, manifest, recheck);
  expect(checks.map(({ name, status }) => `${name} ${status}`)).toEqual(expected);
});
