// The contract of the flights over 3,000,000 rows, against a bare DuckDB query of the same counts through the same
// client.
//
//   node --conditions=source bench/validate/run.ts
//
// Ours is the whole run in this process: contract read, engine opened, files digested, rules counted, failing rows
// found, document made. The bare side opens DuckDB and counts, as somebody who knows DuckDB would write it: one
// aggregate, one grouping, the long list of airports looked up in a hash table. Equal counts are checked first; the
// two run in turns, and the best of each is compared.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readContract } from '@proofmark/contract';
import { silentLogger, type Validation } from '@proofmark/documents';
import { literal, openEngine } from '@proofmark/engine';
import { validate } from '@proofmark/validate';

const root = join(import.meta.dirname, '../..');
const data = 'node_modules/vega-datasets/data/flights-3m.parquet';
const contractFile = 'examples/flight-delay/contracts/flights.odcs.yaml';
const rounds = 7;
const goal = 1.3;

const contractText = await readFile(join(root, contractFile), 'utf8');

async function ours(): Promise<Validation> {
  const engine = await openEngine({ workDirectory: root });
  try {
    return await validate({
      contract: readContract(contractText, contractFile),
      files: [data],
      directory: root,
      engine,
      options: { now: new Date() },
      logger: silentLogger,
    });
  } finally {
    await engine.close();
  }
}

const airports = readContract(contractText, contractFile)
  .tables.flatMap(({ columns }) => columns.flatMap(({ constraints }) => constraints))
  .flatMap(({ demand }) => ('values' in demand && demand.values ? demand.values : []))
  .flatMap((value) => (value.type === 'text' ? [literal(value.value)] : []));

const from = literal(join(root, data));
const countSql = `SELECT count(*) AS rows_, count(date) AS n1, count(delay) AS n2, count(distance) AS n3,
  count(origin) AS n4, count(destination) AS n5, min(date) AS oldest, max(date) AS newest,
  min(delay) AS least_delay, max(delay) AS most_delay, min(distance) AS least_distance, max(distance) AS most_distance,
  count(*) FILTER (WHERE date < TIMESTAMP '2001-01-01') AS early,
  count(*) FILTER (WHERE date >= TIMESTAMP '2001-07-01') AS late,
  count(*) FILTER (WHERE delay NOT BETWEEN -32768 AND 32767) AS delay_range,
  count(*) FILTER (WHERE delay < -60) AS low, count(*) FILTER (WHERE delay > 1440) AS high,
  count(*) FILTER (WHERE distance NOT BETWEEN -32768 AND 32767) AS distance_range,
  count(*) FILTER (WHERE distance <= 0) AS near, count(*) FILTER (WHERE distance > 5000) AS far,
  count(*) FILTER (WHERE NOT regexp_full_match(origin, '[A-Z]{3}')) AS origin_pattern,
  count(*) FILTER (WHERE length(origin) < 3) AS short, count(*) FILTER (WHERE length(origin) > 3) AS long,
  count(*) FILTER (WHERE origin NOT IN (SELECT unnest([${airports.join(', ')}]))) AS unknown_airport,
  count(*) FILTER (WHERE NOT regexp_full_match(destination, '[A-Z]{3}')) AS destination_pattern,
  count(*) FILTER (WHERE origin = destination) AS round_trips
  FROM ${from}`;
const repeatSql = `SELECT CAST(sum(n - 1) AS BIGINT) AS repeats FROM (
  SELECT count(*) AS n FROM ${from} GROUP BY date, origin, destination HAVING count(*) > 1)`;

async function bare(): Promise<Record<string, unknown>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const counts = await connection.runAndReadAll(countSql);
    const repeats = await connection.runAndReadAll(repeatSql);
    return { ...counts.getRowObjectsJson()[0], ...repeats.getRowObjectsJson()[0] };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Which count of the bare query each rule of the contract has. */
const counterparts: Record<string, string> = {
  'flights.date.minimum': 'early',
  'flights.date.exclusiveMaximum': 'late',
  'flights.delay.format': 'delay_range',
  'flights.delay.minimum': 'low',
  'flights.delay.maximum': 'high',
  'flights.distance.format': 'distance_range',
  'flights.distance.exclusiveMinimum': 'near',
  'flights.distance.maximum': 'far',
  'flights.origin.pattern': 'origin_pattern',
  'flights.origin.minLength': 'short',
  'flights.origin.maxLength': 'long',
  'flights.origin.known-airports': 'unknown_airport',
  'flights.destination.pattern': 'destination_pattern',
  'flights.repeated-flights': 'repeats',
};

function requireEqualCounts(validation: Validation, counts: Record<string, unknown>): void {
  for (const [id, name] of Object.entries(counterparts)) {
    const check = validation.checks.find((each) => each.id === id);
    if (check?.failing !== Number(counts[name])) {
      throw new Error(`${id}: expected ${counts[name]} as the bare query counts, received ${check?.failing}`);
    }
  }
  if (validation.data.rows !== Number(counts.rows_)) throw new Error('the numbers of rows differ');
}

async function timed(work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
}

requireEqualCounts(await ours(), await bare());
console.log(`equal counts of ${Object.keys(counterparts).length} rules over 3,000,000 rows`);
const ourTimes = [];
const bareTimes = [];
for (let round = 0; round < rounds; round++) {
  bareTimes.push(await timed(bare));
  ourTimes.push(await timed(ours));
}
const best = (times: readonly { wall: number; cpu: number }[], what: 'wall' | 'cpu') =>
  Math.min(...times.map((time) => time[what]));
for (const what of ['wall', 'cpu'] as const) {
  const [mine, theirs] = [best(ourTimes, what), best(bareTimes, what)];
  console.log(
    `${what.padEnd(5)} validate ${mine.toFixed(0)} ms, bare query ${theirs.toFixed(0)} ms, ratio ${(mine / theirs).toFixed(2)} (goal: at most ${goal})`,
  );
}
