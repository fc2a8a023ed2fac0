import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { silentLogger } from '@proofmark/documents';
import { generateKeyPair } from '@proofmark/evidence';
import { evaluateModel, gateModel, type Workplace } from '@proofmark/runs';
import { afterAll } from 'vitest';
import { writeFlights } from './tables.ts';

export const root = join(import.meta.dirname, '../..');
const examples = join(root, 'examples/flight-delay');

const made: string[] = [];
afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** An empty directory, removed after the test file. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'proofmark-e2e-')));
  made.push(directory);
  return directory;
}

/** Writes texts by their path below `directory`. */
export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

export const config = `model: flight-delay
data:
  - contract: contracts/flights.odcs.yaml
    files: data/may.parquet
evaluation:
  task: binary
  rows: { files: data/may.parquet }
  model: models/candidate.onnx
  baseline-model: models/baseline.onnx
  columns: { id: row, label: delayed }
  threshold: 0.2
  slices: [{ column: origin, top: 3 }]
gates:
  - { metric: roc_auc, min: 0.62 }
  - { metric: roc_auc, max-drop: 0.02 }
  - { metric: log_loss, max-rise: 0.02 }
publish:
  files: [models/candidate.onnx]
  public-key: model-signing.pem
monitor:
  rows: { files: data/june.parquet }
  columns: [delayed, hour, weekday, distance, origin]
  overrides:
    delayed: { distance: l-infinity, threshold: 0.03 }
`;

export const contract = `apiVersion: v3.1.0
kind: DataContract
id: flights
version: 1.0.0
status: active
schema:
  - name: flights
    properties:
      - name: row
        logicalType: integer
        required: true
        unique: true
        primaryKey: true
      - name: delayed
        logicalType: integer
        required: true
        logicalTypeOptions: { minimum: 0, maximum: 1 }
      - name: origin
        logicalType: string
        logicalTypeOptions: { pattern: '^[A-Z]{3}$' }
      - name: distance
        logicalType: number
        logicalTypeOptions: { minimum: 0, maximum: 6000 }
`;

export type Project = { directory: string; privateKeyPem: string };

/** A repository with two of the example's models, 13,000 real flights of May and as many of June. */
export async function buildProject(): Promise<Project> {
  const directory = temporaryDirectory();
  const { privateKeyPem, publicKeyPem } = generateKeyPair();
  writeFiles(directory, {
    'proofmark.yml': config,
    'contracts/flights.odcs.yaml': contract,
    'model-signing.pem': publicKeyPem,
  });
  mkdirSync(join(directory, 'data'));
  await writeFlights(join(directory, 'data/may.parquet'), 5, 40);
  await writeFlights(join(directory, 'data/june.parquet'), 6, 40);
  useModel(directory, 'better');
  cpSync(join(examples, 'baseline.onnx'), join(directory, 'models/baseline.onnx'));
  return { directory, privateKeyPem };
}

/** Makes one of the example's models the candidate. */
export function useModel(directory: string, name: 'better' | 'worse' | 'baseline'): void {
  cpSync(join(examples, `${name}.onnx`), join(directory, 'models/candidate.onnx'));
}

/**
 * The project with its documents: the better model, evaluated and passed. In this process, which is quicker.
 * @param commit the documents name it; without it they name none
 */
export async function buildApprovedProject(commit?: string): Promise<Project> {
  const project = await buildProject();
  const place = { ...placeOf(project.directory), commit };
  await evaluateModel(place);
  await gateModel(place);
  return project;
}

/** The workplace of a run in this process. */
export function placeOf(directory: string): Workplace {
  const now = () => new Date('2026-01-01T00:00:00Z');
  return {
    directory,
    config: 'proofmark.yml',
    out: 'proofmark-out',
    logger: silentLogger,
    now,
    toolCache: undefined,
  };
}
