import { resolve } from 'node:path';
import {
  type Aggregate,
  type Evaluation,
  type EvaluationSection,
  type FileReference,
  type ImportFormat,
  type ModelReference,
  readTextFile,
  referenceFile,
  type StatedValue,
  sha256,
  UserError,
} from '@proofmark/documents';
import { directionOf, summarise } from '@proofmark/metrics';
import { importActionBenchmark, importBencher } from './benchmarks.ts';
import { importDvc } from './dvc.ts';
import { importEvidently } from './evidently.ts';
import { importHuggingFace } from './huggingface.ts';
import { checkImported, type Imported, type ImportedValue, type Source } from './imported.ts';
import { importLmEval } from './lm-eval.ts';
import { type AskServer, importMlflow } from './mlflow.ts';
import { importPromptfoo } from './promptfoo.ts';
import { importSklearn } from './sklearn.ts';

const importers: Record<Exclude<ImportFormat, 'mlflow'>, (source: Source) => Imported> = {
  dvc: importDvc,
  'lm-eval': importLmEval,
  promptfoo: importPromptfoo,
  sklearn: importSklearn,
  huggingface: importHuggingFace,
  evidently: importEvidently,
  'github-action-benchmark': importActionBenchmark,
  bencher: importBencher,
};

type ImportSection = NonNullable<EvaluationSection['import']>;
export type ImportSpec = { model: string; import: ImportSection; workDirectory: string };
export type ImportPorts = { ask: AskServer; mlflowToken: string | undefined };

/** Of the rows behind the results nothing is known that would tell them from others. */
const UNSTATED = 'unstated';

/**
 * An evaluation document of results that another tool computed: aggregates only.
 * @throws UserError `predictions-invalid`, `file-missing`, `config-invalid`
 */
export async function importAggregates(spec: ImportSpec, ports: ImportPorts): Promise<Evaluation> {
  const { candidate: from, baseline: other } = spec.import;
  const candidate = await readSide(spec, from, ports);
  const baseline = other === undefined ? oldOf(candidate, from) : await readSide(spec, other, ports);
  if (other !== undefined && (candidate.imported.old ?? baseline?.imported.old) !== undefined) {
    throw new UserError(
      'config-invalid',
      'evaluation.import.baseline: expected none beside a diff, which has the old values itself; remove it',
    );
  }
  const digest = digestOf(candidate.imported);
  if (baseline !== undefined && digestOf(baseline.imported) !== digest) {
    throw new UserError(
      'predictions-invalid',
      `${from} and ${other}: candidate and baseline must be of the same rows: what names them differs, ${candidate.imported.testSet ?? 'nothing'} and ${baseline.imported.testSet ?? 'nothing'}; evaluate both on one test set`,
    );
  }
  const aggregates = joinValues(candidate.imported.values, baseline?.imported.values ?? []);
  const notes = [...candidate.imported.notes, ...(baseline?.imported.notes ?? [])];
  const document: Evaluation = {
    document: 'proofmark/evaluation',
    version: '1.0',
    model: spec.model,
    task: 'aggregates',
    candidate: candidate.reference,
    baseline: baseline?.reference ?? null,
    testSet: {
      files: [],
      rows: Math.max(0, ...aggregates.map((one) => one.candidate?.rows ?? 0)),
      digest,
    },
    classes: [],
    metrics: aggregates.map(({ metric }) => metric),
    sums: [],
    aggregates,
    omitted: [],
    ...(notes.length > 0 && { notes: [...new Set(notes)].slice(0, 100) }),
    estimates: [],
  };
  return { ...document, estimates: summarise(document) };
}

function digestOf({ testSet }: Imported): string {
  return testSet === undefined ? UNSTATED : `stated:${sha256(testSet)}`;
}

/** The baseline of a file that compares two. */
function oldOf({ imported: { old }, reference }: ImportedSide, where: string): ImportedSide | undefined {
  return old && { imported: checkImported(old, `${where}: the old values`), reference };
}

type ImportedSide = { imported: Imported; reference: ModelReference };

async function readSide(
  { import: { format, store }, workDirectory }: ImportSpec,
  from: string,
  { ask, mlflowToken }: ImportPorts,
): Promise<ImportedSide> {
  if (format === 'mlflow') {
    if (store === undefined) {
      throw new UserError(
        'config-invalid',
        'evaluation.import.store: expected the SQLite database or the address of the tracking server of MLflow',
      );
    }
    const place = /^https?:\/\//.test(store) ? store : resolve(workDirectory, store);
    const imported = checkImported(
      await importMlflow(place, from, { ask, token: mlflowToken }),
      `run ${from}`,
    );
    // What a server says is a file to nobody: its values are what can be bound.
    const content = JSON.stringify(imported.values);
    const file: FileReference = {
      path: `mlflow:${from}`,
      bytes: Buffer.byteLength(content),
      sha256: sha256(content),
    };
    return { imported, reference: { name: from, kind: 'aggregates', file } };
  }
  const path = resolve(workDirectory, from);
  const text = await readTextFile(path, `the results of ${format}`, { shownAs: from });
  const imported = checkImported(importers[format]({ text, where: from }), from);
  return { imported, reference: { name: from, kind: 'aggregates', file: await referenceFile(path, from) } };
}

function joinValues(candidate: readonly ImportedValue[], baseline: readonly ImportedValue[]): Aggregate[] {
  const others = new Map(baseline.map((value) => [value.metric, value]));
  const names = new Set([...candidate, ...baseline].map(({ metric }) => metric));
  const own = new Map(candidate.map((value) => [value.metric, value]));
  return [...names].map((metric) => {
    const [one, other] = [own.get(metric), others.get(metric)];
    const direction = one?.direction ?? other?.direction ?? directionOf(metric);
    return {
      metric,
      ...(direction !== undefined && { direction }),
      candidate: statedOf(one),
      baseline: statedOf(other),
    };
  });
}

function statedOf(value: ImportedValue | undefined): StatedValue | null {
  if (value === undefined) return null;
  const { metric: _, direction: __, ...stated } = value;
  return stated;
}
