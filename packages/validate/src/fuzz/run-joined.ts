import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { silentLogger } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { NOW } from '../test-support.ts';
import { validate } from '../validate.ts';
import { differences } from './differences.ts';
import { csvOf, type JoinedCase, joinedContract } from './joined-cases.ts';
import { countJoined } from './joined-reference.ts';

let written = 0;

/** Compares the counts of a case with those by hand. */
export async function compareJoined(engine: Engine, directory: string, each: JoinedCase): Promise<string[]> {
  const number = ++written;
  const [orders, places] = [`orders-${number}.csv`, `places-${number}.csv`];
  await writeFile(join(directory, orders), csvOf(each.orders, ['code', 'number', 'amount', 'day']));
  await writeFile(join(directory, places), csvOf(each.places, ['code', 'number']));
  const contract = readContract(joinedContract(each), 'contract.odcs.yaml');
  const { checks } = await validate({
    contract,
    files: [orders],
    directory,
    related: [{ contract, table: 'places', files: [places] }],
    engine,
    options: { now: NOW, table: 'orders' },
    logger: silentLogger,
  });
  return differences(countJoined(each), checks);
}
