import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BadInput, config, contract } from './bad-input.ts';

const remove = (name: string) => (directory: string) => rmSync(join(directory, name));
const at = (line: number) => ({ file: 'proofmark.yml', line });
const metrics = 'accuracy, precision, recall, f1, .*log_loss, brier, roc_auc.*';

/** Configurations, policies and contracts that cannot be used. */
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
      /^proofmark\.yml:6:9: evaluation\.task: expected "binary" or .*"aggregates", received "classification"$/,
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
      /^proofmark\.yml:10:15: gates\[0\]\.metric: rmse is a metric of regression and forecast tasks; expected a metric of binary tasks: /,
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
      /^churn\.odcs\.yaml:1:1: expected a data contract: ODCS \(apiVersion, kind\), .*; received \["swagger"\]$/,
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
];
