import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  check,
  Look,
  makeDirectory,
  messageOf,
  readTextFile,
  UserError,
  Waiver,
  writingTo,
} from '@proofmark/documents';
import type { BranchStorePort } from '@proofmark/github';

/** The looks at each test set. */
export type Ledger = {
  looks(testSet: string): Promise<Look[]>;
  /** Adds the look that `plan` gives for the present ones, if any; no other writer comes between. */
  addLook(testSet: string, plan: (present: readonly Look[]) => Look | undefined): Promise<void>;
};

/** What outlives a run. What is not kept is undefined. */
export type Records = {
  ledger?: Ledger | undefined;
  waivers?: Waivers | undefined;
};

export type Waivers = { list(): Promise<Waiver[]> };

const WAIVERS = 'waivers.jsonl';

/** The records on the branch `proofmark`: one ledger a test set, and one file of overrides. */
export function branchRecords(store: BranchStorePort): {
  ledger: Ledger;
  waivers: Waivers & { add(waiver: Waiver): Promise<void> };
} {
  return {
    ledger: {
      looks: async (testSet) => parseLooks(await store.read(ledgerPath(testSet)), ledgerPath(testSet)),
      addLook: (testSet, plan) =>
        store.append(
          ledgerPath(testSet),
          (lines) => {
            const look = plan(parseLooks(lines, ledgerPath(testSet)));
            return look === undefined ? [] : [look];
          },
          'Record a look at a test set',
        ),
    },
    waivers: {
      list: async () => parseWaivers(await store.read(WAIVERS), WAIVERS),
      add: (waiver) => store.append(WAIVERS, [waiver], `Override ${waiver.gate}`),
    },
  };
}

/** A ledger in a file of JSON lines, for one writer at a time. `path` is absolute; the file need not exist. */
export function fileLedger(path: string): Ledger {
  const looks = async () =>
    parseLooks(await readLines(path, { what: 'the ledger', mayBeAbsent: true }), path);
  return {
    looks,
    async addLook(_testSet, plan) {
      const look = plan(await looks());
      if (look === undefined) return;
      await makeDirectory(dirname(path));
      await writingTo(path, () => appendFile(path, `${JSON.stringify(look)}\n`));
    },
  };
}

/** The overrides of a file of JSON lines, as the branch holds them. */
export function fileWaivers(path: string): Waivers {
  return {
    list: async () =>
      parseWaivers(await readLines(path, { what: 'the file of overrides', mayBeAbsent: false }), path),
  };
}

/** Test sets are told apart by the digest inside each line; the name only spreads them. */
function ledgerPath(testSet: string): string {
  return `ledger/${testSet.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 100)}.jsonl`;
}

function parseLooks(lines: readonly unknown[], what: string): Look[] {
  return lines.map((line, i) =>
    check(Look, line, { what: `${what} line ${i + 1}`, code: 'document-invalid' }),
  );
}

function parseWaivers(lines: readonly unknown[], what: string): Waiver[] {
  return lines.map((line, i) =>
    check(Waiver, line, { what: `${what} line ${i + 1}`, code: 'document-invalid' }),
  );
}

/** The values of a file of JSON lines. @throws UserError that names the line */
export async function readLines(
  path: string,
  { what, mayBeAbsent }: { what: string; mayBeAbsent: boolean },
): Promise<unknown[]> {
  const text = await readTextFile(path, what).catch((error: unknown) => {
    if (mayBeAbsent && error instanceof UserError && error.code === 'file-missing') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, i) => {
      try {
        return JSON.parse(line) as unknown;
      } catch (cause) {
        throw new UserError(
          'document-invalid',
          `${path} line ${i + 1}: not JSON (${messageOf(cause)}); expected one JSON object a line`,
          { cause },
        );
      }
    });
}
