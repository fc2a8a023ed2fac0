import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BadInput } from './bad-input.ts';
import { root } from './project.ts';

const remove = (name: string) => (directory: string) => rmSync(join(directory, name));
const exampleModel = (directory: string) =>
  cpSync(join(root, 'examples/flight-delay/baseline.onnx'), join(directory, 'm.onnx'));
const modelConfig = `model: churn
evaluation:
  task: binary
  rows: { files: rows.csv }
  model: m.onnx
`;
const modelFiles = (rows: string) => ({ 'proofmark.yml': modelConfig, 'rows.csv': rows });
const sqlFiles = (sql: string) => ({
  'proofmark.yml': modelConfig.replace('rows.csv', `p.csv, sql: "${sql}"`),
});
const evaluationFile = (text: string) => ({ 'proofmark-out/evaluation.json': text });
const at = (line: number) => ({ file: 'proofmark.yml', line });

/** Models, SQL and documents that cannot be used. */
export const badModels: readonly BadInput[] = [
  {
    what: 'a model whose inputs do not fit the table',
    command: 'evaluate',
    files: modelFiles('id,label,hour,day,distance\n1,0,7,1,300\n2,1,20,5,900\n'),
    spoil: exampleModel,
    message:
      /^m\.onnx: the model's inputs do not fit the rows: "weekday" is missing; the rows have "id", "label", "hour", "day", "distance"; add it to evaluation\.rows\.sql$/,
  },
  {
    what: 'a model whose input is text',
    command: 'evaluate',
    files: modelFiles('id,label,hour,weekday,distance\n1,0,7,Mon,300\n2,1,20,Tue,900\n'),
    spoil: exampleModel,
    message:
      /^m\.onnx: the model's input "weekday" is a column of VARCHAR: expected numbers; convert it in evaluation\.rows\.sql$/,
  },
  {
    what: 'a model that is none',
    command: 'evaluate',
    files: { ...modelFiles('id,label,hour\n1,0,7\n'), 'm.onnx': 'PK not a model' },
    message: /^m\.onnx: not a model that ONNX Runtime can load: .*; export it as ONNX again$/,
  },
  {
    what: 'a missing model',
    command: 'evaluate',
    files: modelFiles('id,label,hour\n1,0,7\n'),
    message: /^m\.onnx: the model was not found in \S+; check the path$/,
  },
  {
    what: 'SQL with a typo',
    command: 'evaluate',
    files: sqlFiles('SELECT id, lable FROM data'),
    spoil: exampleModel,
    message:
      /^proofmark\.yml:4:30: evaluation\.rows\.sql: .*Referenced column "lable" not found in FROM clause!; Candidate bindings: "label"/,
    at: at(4),
  },
  {
    what: 'SQL that reads elsewhere',
    command: 'evaluate',
    files: sqlFiles("SELECT * FROM read_csv('/etc/passwd')"),
    spoil: exampleModel,
    message:
      /^proofmark\.yml:4:30: evaluation\.rows\.sql: the SQL is refused: the table function read_csv is not allowed; /,
    at: at(4),
  },
  {
    what: 'a missing evaluation',
    command: 'gate',
    spoil: remove('proofmark-out/evaluation.json'),
    message:
      /^proofmark-out\/evaluation\.json: the evaluation document was not found; check the path, or write it with evaluate-model \(`proofmark evaluate`\)$/,
  },
  {
    what: 'an evaluation of another major version',
    command: 'gate',
    files: evaluationFile('{"document":"proofmark/evaluation","version":"2.0"}'),
    message:
      /^proofmark-out\/evaluation\.json: version: expected 1\.x, received "2\.0"; use the release of Proofmark that wrote it$/,
  },
  {
    what: 'another document in place of the evaluation',
    command: 'gate',
    files: evaluationFile('{"document":"proofmark/verdict","version":"1.0"}'),
    message:
      /^proofmark-out\/evaluation\.json: expected a proofmark\/evaluation document, received "proofmark\/verdict"$/,
  },
  {
    what: 'an evaluation that is cut off',
    command: 'gate',
    files: evaluationFile('{"document":"proofmark/eval'),
    message: /^proofmark-out\/evaluation\.json: not valid JSON: .*; it may be cut off: make it again$/,
  },
];
