import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { type FuzzCase, fuzzCase } from './cases.ts';
import {
  contractOfAnything,
  importedContracts,
  nestedContract,
  recordSchema,
  sqlContract,
} from './contracts.ts';
import { hostileSql, hostileText, hostileValue, mutate, nestedValue, yamlBomb } from './hostile.ts';
import { joinedCase } from './joined-cases.ts';
import { contractOf, type FuzzBench } from './run-case.ts';
import { timedCase } from './timed-cases.ts';

/** Contracts and data, each with the property that holds for it. The same seed gives the same cases. */
export const fuzzProperties: readonly {
  name: string;
  share: number;
  make: (bench: FuzzBench) => Property;
}[] = [
  {
    name: 'counts are those of an independent checker',
    share: 0.5,
    make: (bench) => fc.asyncProperty(fuzzCase, async (each) => nothing(await bench.compare(each))),
  },
  {
    name: 'foreign keys, dates in a format and SQL rules are those of an independent checker',
    share: 0.1,
    make: (bench) => fc.asyncProperty(joinedCase, async (each) => nothing(await bench.compareJoined(each))),
  },
  {
    name: 'times in a format are those of an independent reader',
    share: 0.2,
    make: (bench) => fc.asyncProperty(timedCase, async (each) => nothing(await bench.compareTimed(each))),
  },
  {
    name: 'a contract changed anywhere is refused or explained',
    share: 0.1,
    make: (bench) =>
      fc.asyncProperty(fuzzCase, fc.nat(), hostileValue, fc.boolean(), async (each, place, value, renames) =>
        nothing(await bench.survive(mutate(roundedContract(each), place, value, renames), '', each)),
      ),
  },
  {
    name: 'any text is refused as a contract, or read',
    share: 0.1,
    make: (bench) =>
      fc.asyncProperty(hostileText, async (text) => nothing(await bench.survive(text, 'data.csv', 'a\n1\n'))),
  },
  {
    name: 'any bytes are refused as data, or explained',
    share: 0.1,
    make: (bench) =>
      fc.asyncProperty(
        hostileText,
        fc.constantFrom('data.csv', 'data.tsv', 'data.jsonl', 'data.json', 'data.parquet', 'data.csv.gz'),
        async (text, file) => nothing(await bench.survive(contractOfAnything, file, text)),
      ),
  },
  {
    name: 'any text is refused as compressed data, or explained',
    share: 0.05,
    make: (bench) =>
      fc.asyncProperty(
        hostileText,
        fc.constantFrom<[string, (text: string) => Uint8Array]>(
          ['data.csv.gz', gzipSync],
          ['data.jsonl.gz', gzipSync],
          ['data.csv.zst', zstdCompressSync],
          ['data.csv.gz', (text) => gzipSync(text).subarray(0, -9)],
        ),
        async (text, [file, compress]) =>
          nothing(await bench.survive(contractOfAnything, file, compress(text))),
      ),
  },
  {
    name: 'nested values of any shape are refused, or explained',
    share: 0.1,
    make: (bench) =>
      fc.asyncProperty(
        fc.array(nestedValue, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('data.jsonl', 'data.json'),
        async (values, file) => {
          const records = values.map((a) => ({ a }));
          const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
          const text = file === 'data.json' ? JSON.stringify(records) : lines;
          nothing(await bench.survive(nestedContract, file, text));
        },
      ),
  },
  {
    name: 'an imported contract changed anywhere is refused or explained',
    share: 0.1,
    make: (bench) =>
      fc.asyncProperty(
        fc.constantFrom(...importedContracts),
        fc.nat(),
        hostileValue,
        fc.boolean(),
        async (contract, place, value, renames) =>
          nothing(await bench.survive(mutate(contract, place, value, renames), 'data.csv', IMPORTED_DATA)),
      ),
  },
  {
    name: 'a schema of records changed anywhere is refused or explained',
    share: 0.05,
    make: (bench) =>
      fc.asyncProperty(fc.nat(), hostileValue, fc.boolean(), async (place, value, renames) =>
        nothing(await bench.survive(mutate(recordSchema, place, value, renames), 'data.jsonl', RECORDS)),
      ),
  },
  {
    name: 'SQL that takes memory or time is refused or stopped, and the other rules go on',
    share: 0.02,
    make: (bench) =>
      fc.asyncProperty(hostileSql, async (sql) =>
        nothing(await bench.survive(sqlContract(sql), 'data.csv', 'a,b\n1,x\n2,y\n')),
      ),
  },
  {
    name: 'YAML that is much to read is refused in time',
    share: 0.05,
    make: (bench) =>
      fc.asyncProperty(yamlBomb, async (text) => nothing(await bench.survive(text, 'data.csv', 'a\n1\n'))),
  },
];

const RECORDS =
  '{"a":1,"b":[{"k":1},"x"],"c":{"p":"2024-01-01"}}\n{"a":"x","b":[],"d":{}}\n{"a":[1],"c":{"long":1},"d":"e"}\n';
const IMPORTED_DATA = 'a,b,c\n1,01.02.2024,x\n2,x,\n';

type Property = Parameters<typeof fc.assert>[0];

function nothing(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** As JavaScript reads it: mutation needs a JSON value. */
function roundedContract(each: FuzzCase): string {
  return JSON.stringify(JSON.parse(contractOf(each)));
}
