import { writeFiles } from './project.ts';

const header = 'id,label,score\n';
/** 240 predictions that are all right. */
export const predictions =
  header + Array.from({ length: 240 }, (_, i) => `${i + 1},${i % 2},${((i * 37) % 100) / 100}\n`).join('');

export const config = `model: churn
data:
  - contract: churn.odcs.yaml
    files: p.csv
evaluation:
  task: binary
  predictions: p.csv
  baseline-predictions: b.csv
gates:
  - { metric: accuracy, max-drop: 0.05 }
`;

export const contract = `apiVersion: v3.1.0
kind: DataContract
id: churn
version: 1.0.0
status: active
schema:
  - name: churn
    properties:
      - name: id
        logicalType: integer
        required: true
`;

/** The project that every case spoils in one place. */
const goodFiles = {
  'proofmark.yml': config,
  'churn.odcs.yaml': contract,
  'p.csv': predictions,
  'b.csv': predictions,
};

export type BadInput = {
  what: string;
  command: 'validate' | 'evaluate' | 'gate';
  files?: Readonly<Record<string, string>>;
  spoil?: (directory: string) => void;
  /** What is wrong, where, expected, received and the remedy, as a user reads them. */
  message: RegExp;
  /** Where the annotation stands, when the mistake is at a line of a file. */
  at?: { file: string; line: number };
};

/** Writes the project of a case; without one the good project. */
export function writeProject(directory: string, { files = {}, spoil }: Partial<BadInput> = {}): void {
  writeFiles(directory, { ...goodFiles, ...files });
  spoil?.(directory);
}

/** The predictions with lines changed. */
export function withLines(change: (line: string, number: number) => string): string {
  return predictions
    .split('\n')
    .map((line, i) => change(line, i + 1))
    .join('\n');
}
