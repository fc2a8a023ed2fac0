import fc from 'fast-check';
import { type FuzzCase, fuzzCase, hostileText, hostileValue, mutate } from './cases.ts';
import { contractOf, type FuzzBench } from './run-case.ts';

/** Contracts and data, each with the property that holds for it. The same seed gives the same cases. */
export const fuzzProperties: readonly {
  name: string;
  share: number;
  make: (bench: FuzzBench) => Property;
}[] = [
  {
    name: 'counts are those of an independent checker',
    share: 0.6,
    make: (bench) => fc.asyncProperty(fuzzCase, async (each) => nothing(await bench.compare(each))),
  },
  {
    name: 'a contract changed anywhere is refused or explained',
    share: 0.2,
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
];

type Property = Parameters<typeof fc.assert>[0];

function nothing(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** As JavaScript reads it: mutation needs a JSON value. */
function roundedContract(each: FuzzCase): string {
  return JSON.stringify(JSON.parse(contractOf(each)));
}

const contractOfAnything = JSON.stringify({
  apiVersion: 'v3.2.0',
  kind: 'DataContract',
  id: 'any',
  version: '1.0.0',
  schema: [
    {
      name: 't',
      properties: [
        { name: 'a', logicalType: 'integer', required: true, unique: true },
        { name: '1', logicalType: 'string', logicalTypeOptions: { pattern: '^a' } },
      ],
    },
  ],
});
