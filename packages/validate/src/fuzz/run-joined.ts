import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { silentLogger, type Validation } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { NOW } from '../test-support.ts';
import { validate } from '../validate.ts';
import { csvOf, type JoinedCase, joinedContract } from './joined-cases.ts';
import { countJoined } from './joined-reference.ts';
import { type TimedCase, timedContract } from './timed-cases.ts';
import { countTimed } from './timed-reference.ts';

let written = 0;

/** The rules whose counts differ from those by hand: one line each, nothing when all agree. */
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

/** The same for times in a format. */
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

function differences(counted: ReadonlyMap<string, number>, checks: Validation['checks']): string[] {
  return [...counted].flatMap(([id, failing]) => {
    const check = checks.find((other) => other.id === id);
    const wanted = `${failing} failing, ${failing === 0 ? 'pass' : 'fail'}`;
    const found = check
      ? `${check.failing} failing, ${check.status}${check.reason ? ` (${check.reason})` : ''}`
      : 'no such check';
    return found === wanted ? [] : [`${id}: expected ${wanted}; received ${found}`];
  });
}
