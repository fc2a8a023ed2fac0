import { runAction } from '@proofmark/action-kit';
import type { Validation } from '@proofmark/documents';
import { annotateValidation, renderValidationSummary } from '@proofmark/report';
import { parseSample, parseVariables, s3AccessOf, validateData, writeCheckFormats } from '@proofmark/runs';
import { annotate } from '../../annotate.ts';
import { placeOf } from '../../place.ts';
import { baseBranchOf } from './base-branch.ts';
import { readChangedFiles } from './changed-files.ts';
import { spec } from './inputs.ts';

/** Checks data against its contracts. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const { runUrl, pullRequest } = ports.context();
    const place = {
      ...placeOf(inputs, ports),
      s3: s3AccessOf(ports.env),
      trino: {
        server: inputs.trinoServer,
        user: inputs.trinoUser,
        password: inputs.trinoPassword,
        token: inputs.trinoToken,
      },
    };
    const { validations, status } = await validateData(place, {
      contract: inputs.contract,
      files: inputs.data,
      trinoTable: inputs.trinoTable,
      table: inputs.table,
      environment: inputs.environment,
      variables: parseVariables(inputs.variables, "input 'variables'"),
      ...parseSample({ sampleRows: inputs.sampleRows, seed: inputs.seed }, (name) => `input '${name}'`),
      failOnUnsupported: inputs.onUnsupported === 'fail',
      showValues: inputs.showValues,
      isFork: pullRequest?.isFork === true,
      privateAddresses: pullRequest?.isFork !== true,
      histograms: true,
      base: baseBranchOf(inputs, ports),
    });
    const documents = validations.map(({ document }) => document);
    const formats = await writeCheckFormats(place, documents, { runUrl });
    const changedFiles = await readChangedFiles(inputs, ports, documents);
    for (const document of documents) {
      annotate(ports.logger, annotateValidation(document, changedFiles));
      await ports.summary.write(renderValidationSummary(document, { runUrl }));
    }
    const failed = documents.flatMap(({ checks }) =>
      checks.filter((check) => check.status === 'fail' && check.severity === 'error'),
    );
    const declared = documents.reduce(
      (sum, { coverage }) => sum + coverage.declared - coverage.notApplicable,
      0,
    );
    const enforced = documents.reduce((sum, { coverage }) => sum + coverage.enforced, 0);
    return {
      outputs: {
        status: status === 'fail' ? 'fail' : 'pass',
        document: validations[0]?.path,
        ...formats,
        failedChecks: failed.length,
        coverage: declared === 0 ? 1 : enforced / declared,
      },
      failure: status === 'fail' ? failureOf(failed, documents) : undefined,
    };
  });
}

function failureOf(failed: readonly { description: string }[], documents: readonly Validation[]): string {
  const [first] = failed;
  const hidden = documents.find(
    ({ status, contractDiff }) => status === 'fail' && contractDiff?.status === 'fail',
  );
  if (!first && hidden?.contractDiff) {
    const { head, version } = hidden.contractDiff;
    return `The contract ${head.file} changed more than its version says: ${version.reason}.`;
  }
  if (!first)
    return 'The data was not accepted: a declared rule could not be enforced (on-unsupported: fail).';
  const more =
    failed.length > 1 ? `, and ${failed.length - 1} more ${failed.length === 2 ? 'rule' : 'rules'}` : '';
  return `The data breaks its contract: ${first.description}${more}.`;
}
