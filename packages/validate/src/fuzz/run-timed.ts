import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { silentLogger } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { NOW } from '../test-support.ts';
import { validate } from '../validate.ts';
import { differences } from './differences.ts';
import { csvOf } from './joined-cases.ts';
import { type TimedCase, timedContract } from './timed-cases.ts';
import { countTimed } from './timed-reference.ts';

let written = 0;

/** Compares the counts of a case with those by hand. */
export async function compareTimed(engine: Engine, directory: string, each: TimedCase): Promise<string[]> {
  const file = `times-${++written}.csv`;
  await writeFile(
    join(directory, file),
    csvOf(
      each.values.map((at) => ({ at })),
      ['at'],
    ),
  );
  const { checks } = await validate({
    contract: readContract(timedContract(each), 'contract.odcs.yaml'),
    files: [file],
    directory,
    engine,
    options: { now: NOW },
    logger: silentLogger,
  });
  return differences(countTimed(each), checks);
}
