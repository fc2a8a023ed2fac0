import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BadInput, config, contract } from './bad-input.ts';
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
const metrics = 'accuracy, precision, recall, f1, log_loss, brier, roc_auc';

/** Configurations, policies, contracts, models and documents that cannot be used. */
export const badSettings: readonly BadInput[] = [
  {
    what: 'a missing configuration',
    command: 'gate',
    spoil: remove('proofmark.yml'),
    message:
      /^proofmark\.yml: the configuration was not found; check the path, or run `proofmark init` to write one$/,
  },
  {
    what: 'an empty configuration',
    command: 'gate',
    files: { 'proofmark.yml': '' },
    message: /^proofmark\.yml:1:1: the file is empty: expected a mapping of keys$/,
    at: at(1),
  },
  {
    what: 'a configuration with a typo in a key',
    command: 'evaluate',
    files: { 'proofmark.yml': config.replace('  predictions', '  predicitons') },
    message: /^proofmark\.yml:7:3: evaluation: unknown key "predicitons", did you mean "predictions"\?$/,
    at: at(7),
  },
  {
    what: 'a configuration with a typo in the policy',
    command: 'gate',
    files: { 'proofmark.yml': config.replace('max-drop', 'max-dorp') },
    message: /^proofmark\.yml:10:25: gates\[0\]: unknown key "max-dorp", did you mean "max-drop"\?/,
    at: at(10),
  },
  {
    what: 'a configuration with a wrong type',
    command: 'gate',
    files: { 'proofmark.yml': config.replace('0.05', 'five') },
    message: /^proofmark\.yml:10:35: gates\[0\]\.max-drop: expected a number, received "five"$/,
    at: at(10),
  },
  {
    what: 'a configuration with an unknown task',
    command: 'evaluate',
    files: { 'proofmark.yml': config.replace('task: binary', 'task: classification') },
    message:
      /^proofmark\.yml:6:9: evaluation\.task: expected "binary" or "regression", received "classification"$/,
    at: at(6),
  },
  {
    what: 'a configuration that is no YAML',
    command: 'gate',
    files: { 'proofmark.yml': config.replace('  task', '\ttask') },
    message: /^proofmark\.yml:6:1: not valid YAML: Tabs are not allowed as indentation$/,
    at: at(6),
  },
  {
    what: 'a policy naming an unknown metric',
    command: 'gate',
    files: { 'proofmark.yml': config.replace('metric: accuracy', 'metric: acuracy') },
    message: new RegExp(
      `^proofmark\\.yml:10:15: gates\\[0\\]\\.metric: unknown metric "acuracy", did you mean "accuracy"\\?; expected a metric of binary tasks: ${metrics}$`,
    ),
    at: at(10),
  },
  {
    what: 'a policy naming a metric of another task',
    command: 'gate',
    files: { 'proofmark.yml': config.replace('accuracy, max-drop', 'rmse, max-rise') },
    message:
      /^proofmark\.yml:10:15: gates\[0\]\.metric: rmse is a metric of regression tasks; expected a metric of binary tasks: /,
    at: at(10),
  },
  {
    what: 'a policy with the wrong direction',
    command: 'gate',
    files: { 'proofmark.yml': config.replace('max-drop', 'max-rise') },
    message:
      /^proofmark\.yml:10:35: gates\[0\]\.max-rise: accuracy is better when higher, .* write "max-drop: 0\.05"$/,
    at: at(10),
  },
  {
    what: 'a policy without gates',
    command: 'gate',
    files: { 'proofmark.yml': config.slice(0, config.indexOf('gates')) },
    message:
      /^proofmark\.yml: gates is empty: expected at least one rule, for example \{metric: roc_auc, max-drop: 0\.01\}$/,
  },
  {
    what: 'an evaluation of an unknown metric',
    command: 'evaluate',
    files: { 'proofmark.yml': config.replace('  baseline-p', '  metrics: [auc]\n  baseline-p') },
    message:
      /^proofmark\.yml:8:12: evaluation\.metrics: unknown metric "auc"; expected a metric of binary tasks: /,
    at: at(8),
  },
  {
    what: 'a missing contract',
    command: 'validate',
    spoil: remove('churn.odcs.yaml'),
    message: /^churn\.odcs\.yaml: the data contract was not found; check the path$/,
  },
  {
    what: 'a contract of another kind',
    command: 'validate',
    files: { 'churn.odcs.yaml': 'swagger: 2.0\n' },
    message:
      /^churn\.odcs\.yaml:1:1: apiVersion is missing, so this is no ODCS contract: expected v3\.0\.0, /,
    at: { file: 'churn.odcs.yaml', line: 1 },
  },
  {
    what: 'a contract with a wrong type',
    command: 'validate',
    files: { 'churn.odcs.yaml': contract.replace('logicalType: integer', 'logicalType: whole') },
    message:
      /^churn\.odcs\.yaml:10:22: schema\[0\]\.properties\[0\]\.logicalType: expected "string" or .*, received "whole"$/,
    at: { file: 'churn.odcs.yaml', line: 10 },
  },
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
