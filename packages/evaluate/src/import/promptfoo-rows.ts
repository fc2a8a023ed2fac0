import { sha256 } from '@proofmark/documents';
import {
  asList,
  asRecord,
  finite,
  parsePythonJson,
  refuseImport,
  requireRecord,
  type Source,
} from './imported.ts';
import { ScoreCollector, type ScoreRows } from './score-rows.ts';

/**
 * The tests of `promptfoo eval -o results.json`, version 3: a row is a test case (its variables and assertions),
 * whatever the number of its repeats; scores are `pass`, `score`, `latency_ms`, `cost` and the named ones. Of several
 * prompts each name begins with provider and label. A test that ended in an error did not pass. The variables are
 * there to slice by.
 */
export function importPromptfooRows(source: Source): ScoreRows {
  const { where } = source;
  const root = requireRecord(parsePythonJson(source), where, 'an evaluation');
  const results = requireRecord(root.results, `${where}: results`, 'the results of version 3');
  const tests = asList(results.results);
  const prompts = asList(results.prompts);
  if (tests === undefined || prompts === undefined) {
    throw refuseImport(
      where,
      `results.results and results.prompts: expected lists, as version 3 has them, received version ${results.version}`,
    );
  }
  const collected = new ScoreCollector();
  const lower = new Set<string>();
  for (const [i, entry] of tests.entries()) {
    const test = requireRecord(entry, `${where}: results.results[${i}]`, 'a test');
    const prefix = prompts.length > 1 ? `${namePrompt(prompts, test)}: ` : '';
    const vars = asRecord(test.vars) ?? {};
    const named = Object.entries(asRecord(test.namedScores) ?? {});
    const scores = Object.entries({
      pass: Number(test.success === true),
      score: test.score,
      ...Object.fromEntries(named),
      latency_ms: test.latencyMs,
      cost: test.cost,
    }).flatMap(([name, raw]): [string, number][] => {
      const value = finite(raw);
      return value === undefined ? [] : [[`${prefix}${name}`, value]];
    });
    lower.add(`${prefix}latency_ms`).add(`${prefix}cost`);
    const asked = JSON.stringify([vars, asRecord(test.testCase)?.assert]);
    collected.add(sha256(asked).slice(0, 16), Object.fromEntries(scores), factsOf(vars));
  }
  return { rows: collected.rows(), lower, notes: [] };
}

function namePrompt(prompts: readonly unknown[], test: Readonly<Record<string, unknown>>): string {
  const prompt = asRecord(prompts[finite(test.promptIdx) ?? -1]);
  return [prompt?.provider, prompt?.label].filter((part) => typeof part === 'string').join(' ');
}

function factsOf(vars: Readonly<Record<string, unknown>>): Record<string, string> {
  const simple = Object.entries(vars).filter(([, value]) => /^(string|number|boolean)$/.test(typeof value));
  return Object.fromEntries(simple.map(([name, value]) => [name, String(value)]));
}
