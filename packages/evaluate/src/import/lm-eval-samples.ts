import { basename } from 'node:path';
import { sha256, showReceived } from '@proofmark/documents';
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

const hashNames = ['doc_hash', 'prompt_hash', 'target_hash'] as const;
/** The metrics that the harness declares with higher_is_better: false; samples do not say it. */
const lowerIsBetter = /^(perplexity|word_perplexity|byte_perplexity|bits_per_byte|brier_score|ter)(,|$)/;
const FILE = /^samples_(.+)_\d{4}-\d{2}-\d{2}T[\d.:-]+$/;

/**
 * `samples_<task>_<date>.jsonl` of the language model evaluation harness (`--log_samples`), of one or several tasks:
 * a row is a document, with its metrics; behind a comma the filter, where there is one. Its id holds the hashes of
 * document, prompt and target, so that another question is another row.
 */
export function importLmEvalSamples(sources: readonly Source[]): ScoreRows {
  const collected = new ScoreCollector();
  const notes = new Set<string>();
  const lower = new Set<string>();
  for (const { text, where } of sources) {
    const name = basename(where).replace(/\.jsonl$/i, '');
    // A file that was renamed does not say its task; of one file nothing else need be told apart.
    const task = FILE.exec(name)?.[1] ?? (sources.length === 1 ? 'samples' : name);
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const place = `${where} line ${i + 1}`;
      const sample = requireRecord(parsePythonJson({ text: line, where: place }), place, 'a sample');
      const { scores, skipped } = scoresOf(sample, place);
      for (const metric of skipped) notes.add(`${task}.${metric}: no number for each document`);
      for (const metric of Object.keys(scores)) if (lowerIsBetter.test(metric)) lower.add(metric);
      collected.add(idOf(task, sample, place), scores, { task });
    }
  }
  return { rows: collected.rows(), lower, notes: [...notes] };
}

function scoresOf(sample: Readonly<Record<string, unknown>>, where: string) {
  const metrics = asList(sample.metrics);
  if (metrics === undefined)
    throw refuseImport(
      where,
      `metrics: expected the names of the metrics, as samples of lm-eval (--log_samples) have them, received ${showReceived(sample.metrics)}`,
    );
  const filter = sample.filter === 'none' || sample.filter === undefined ? '' : `,${String(sample.filter)}`;
  const scores: Record<string, number> = {};
  const skipped: string[] = [];
  for (const metric of metrics.map(String)) {
    const raw = sample[metric];
    const value = finite(typeof raw === 'boolean' ? Number(raw) : raw);
    if (value === undefined) skipped.push(metric);
    else scores[`${metric}${filter}`] = value;
  }
  return { scores, skipped };
}

function idOf(task: string, sample: Readonly<Record<string, unknown>>, where: string): string {
  const document = finite(sample.doc_id);
  if (document === undefined)
    throw refuseImport(where, `doc_id: expected a number, received ${showReceived(sample.doc_id)}`);
  const hashes = hashNames.map((name) => sample[name] ?? asRecord(sample.doc)?.[name]);
  return `${task}/${document} ${sha256(JSON.stringify(hashes)).slice(0, 12)}`;
}
