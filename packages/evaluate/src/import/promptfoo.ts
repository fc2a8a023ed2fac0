import {
  asList,
  asRecord,
  finite,
  type Imported,
  type ImportedValue,
  parsePythonJson,
  refuseImport,
  requireRecord,
  type Source,
} from './imported.ts';

/**
 * `promptfoo eval -o results.json`, version 3: pass rate, named scores and cost of each prompt. Of several prompts each
 * name begins with provider and label. Tests that ended in an error did
 * not pass; where tests are repeated, the pass rate has no spread that would follow from their number.
 */
export function importPromptfoo(source: Source): Imported {
  const { where } = source;
  const root = requireRecord(parsePythonJson(source), where, 'an evaluation');
  const results = requireRecord(root.results, `${where}: results`, 'the results of version 3');
  const prompts = asList(results.prompts);
  if (prompts === undefined) {
    throw refuseImport(
      where,
      `results.prompts: expected a list, as version 3 has it, received version ${results.version}`,
    );
  }
  const values = prompts.flatMap((entry, i) => {
    const prompt = requireRecord(entry, `${where}: results.prompts[${i}]`, 'a prompt');
    const metrics = requireRecord(prompt.metrics, `${where}: results.prompts[${i}].metrics`, 'its metrics');
    const name = [prompt.provider, prompt.label].filter((part) => typeof part === 'string').join(' ');
    const distinct = countTests(results.results, i);
    return importPrompt(metrics, prompts.length > 1 ? `${name}: ` : '', distinct);
  });
  return { values, notes: [] };
}

/** Tests of a prompt that differ: repeats of one test are not independent. */
function countTests(results: unknown, prompt: number): number {
  const own = (asList(results) ?? []).map(asRecord).filter((result) => result?.promptIdx === prompt);
  return new Set(own.map((result) => JSON.stringify([result?.vars, asRecord(result?.testCase)?.assert])))
    .size;
}

function importPrompt(
  metrics: Readonly<Record<string, unknown>>,
  prefix: string,
  distinct: number,
): ImportedValue[] {
  const counts = [metrics.testPassCount, metrics.testFailCount, metrics.testErrorCount].map(
    (n) => finite(n) ?? 0,
  );
  const [passed = 0] = counts;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const means = Object.entries(asRecord(metrics.namedScores) ?? {}).flatMap(
    ([name, total]): ImportedValue[] => {
      const count = finite(asRecord(metrics.namedScoresCount)?.[name]);
      const sum = finite(total);
      if (sum === undefined || count === undefined || count <= 0) return [];
      return [{ metric: `${prefix}${name}`, value: sum / count, direction: 'higher' }];
    },
  );
  const cost = finite(metrics.cost);
  return [
    ...(rows > 0 && Number.isSafeInteger(rows)
      ? [
          {
            metric: `${prefix}pass_rate`,
            value: passed / rows,
            ...(distinct === rows && { rows, share: true as const }),
            direction: 'higher' as const,
          },
        ]
      : []),
    ...means,
    ...(cost === undefined ? [] : [{ metric: `${prefix}cost`, value: cost, direction: 'lower' as const }]),
  ];
}
