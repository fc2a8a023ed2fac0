import { join, relative } from 'node:path';
import {
  type Evaluation,
  type EvaluationSection,
  makeDirectory,
  readTextFile,
  showReceived,
  UserError,
  writeTextFile,
} from '@proofmark/documents';
import { expandFiles } from '@proofmark/engine';
import { formatPlural } from '@proofmark/metrics';
import { referenceInputs } from '../references.ts';
import type { Source } from './imported.ts';
import { importLmEvalSamples } from './lm-eval-samples.ts';
import { importPromptfooRows } from './promptfoo-rows.ts';
import { completeFacts, completeScores, type ScoreRow, type ScoreRows, writeRows } from './score-rows.ts';

export type ImportedSection = {
  /** The section with prediction files in place of the import. */
  section: EvaluationSection;
  /** Names in the document the files that were imported, not those made of them. */
  bind(evaluation: Evaluation): Evaluation;
};

/**
 * Makes prediction files of the task scores out of the rows that lm-eval or promptfoo wrote, so that every score gets
 * an interval and candidate and baseline are compared row by row.
 * @param scratch an empty directory for them, until the evaluation and its profile are made
 * @throws UserError `config-invalid`, `predictions-invalid`, `file-missing`
 */
export async function importRows(
  section: EvaluationSection & { import: NonNullable<EvaluationSection['import']> },
  workDirectory: string,
  scratch: string,
): Promise<ImportedSection> {
  const { import: from, ...rest } = section;
  const read = readerOf(from.format);
  if (section.predictions !== undefined || section['baseline-predictions'] !== undefined) {
    throw new UserError(
      'config-invalid',
      'evaluation.import and evaluation.predictions are both set: keep one of them',
    );
  }
  const candidate = read(await readSources(from.candidate, workDirectory, from.format));
  const baseline =
    from.baseline === undefined
      ? undefined
      : read(await readSources(from.baseline, workDirectory, from.format));
  if (from.baseline !== undefined && baseline) {
    refuseOtherQuestions(candidate.rows, baseline.rows, `${from.candidate} and ${from.baseline}`);
  }
  const sides = [candidate.rows, ...(baseline ? [baseline.rows] : [])];
  const { names, notes } = completeScores(sides);
  if (names.length === 0) {
    throw new UserError(
      'predictions-invalid',
      `${from.candidate}: expected a score that every row has, received ${notes.slice(0, 3).join('; ') || 'no rows'}`,
    );
  }
  const columns = { scores: names, facts: completeFacts(candidate.rows, names) };
  await makeDirectory(scratch);
  const write = async (name: string, { rows }: ScoreRows) => {
    await writeTextFile(join(scratch, name), writeRows(rows, columns));
    return relative(workDirectory, join(scratch, name));
  };
  const files = {
    predictions: await write('candidate.jsonl', candidate),
    ...(baseline && { 'baseline-predictions': await write('baseline.jsonl', baseline) }),
  };
  const better = (column: string) => (candidate.lower.has(column) ? ('lower' as const) : ('higher' as const));
  const imported: EvaluationSection = {
    ...rest,
    ...files,
    columns: { ...section.columns, id: 'id' },
    scores: section.scores ?? names.map((column) => ({ column, better: better(column) })),
  };
  const originals = await referenceInputs(
    {
      ...rest,
      predictions: from.candidate,
      ...(from.baseline !== undefined && { 'baseline-predictions': from.baseline }),
    },
    workDirectory,
  );
  const told = [...candidate.notes, ...(baseline?.notes ?? []), ...notes];
  return {
    section: imported,
    bind: (evaluation) => ({
      ...evaluation,
      candidate: originals.candidate,
      baseline: originals.baseline,
      testSet: { ...evaluation.testSet, files: originals.files },
      ...(told.length > 0 && { notes: [...new Set(told)].slice(0, 100) }),
    }),
  };
}

type Reader = (sources: readonly Source[]) => ScoreRows;

function readerOf(format: string): Reader {
  switch (format) {
    case 'lm-eval':
      return importLmEvalSamples;
    case 'promptfoo':
      return ([first = { text: '', where: '' }]) => importPromptfooRows(first);
    default:
      throw new UserError(
        'config-invalid',
        `evaluation.import.format: rows are imported of lm-eval (its samples) and promptfoo, received ${format}; set evaluation.task: aggregates for its results`,
      );
  }
}

async function readSources(pattern: string, directory: string, format: string): Promise<Source[]> {
  const paths = expandFiles([pattern], directory);
  if (format === 'promptfoo' && paths.length > 1) {
    throw new UserError(
      'predictions-invalid',
      `${pattern}: expected one file of promptfoo, received ${paths.length}`,
    );
  }
  const sources: Source[] = [];
  for (const path of paths) {
    const where = relative(directory, path);
    sources.push({ text: await readTextFile(path, `the rows of ${format}`, { shownAs: where }), where });
  }
  return sources;
}

/** The ids hold what was asked, so that other questions are other rows. */
function refuseOtherQuestions(
  candidate: readonly ScoreRow[],
  baseline: readonly ScoreRow[],
  where: string,
): void {
  const known = new Set(baseline.map(({ id }) => id));
  const own = new Set(candidate.map(({ id }) => id));
  const absent = candidate.filter(({ id }) => !known.has(id));
  const further = baseline.filter(({ id }) => !own.has(id));
  const [first] = [...absent, ...further];
  if (first === undefined) return;
  throw new UserError(
    'predictions-invalid',
    `${where}: candidate and baseline must have answered the same questions (document, prompt and target, or variables and assertions): ${formatPlural(absent.length, 'row is', 'rows are')} in the first alone, ${formatPlural(further.length, 'is', 'are')} in the second alone, for example ${showReceived(first.id)}; evaluate the same test set with both`,
  );
}
