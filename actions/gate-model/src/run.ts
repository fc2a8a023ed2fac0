import { runAction } from '@proofmark/action-kit';
import { annotateVerdict, renderVerdictSummary } from '@proofmark/report';
import { gateModel, readReportDocuments } from '@proofmark/runs';
import { annotate } from '../../annotate.ts';
import { placeOf } from '../../place.ts';
import { conclusionOf, publishCheck } from './check.ts';
import { spec } from './inputs.ts';
import { uploadDocuments } from './upload.ts';

/** Decides with statistics whether a model may pass. The exit of this step is the verdict; the check run repeats it. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const place = placeOf(inputs, ports);
    const { verdict, path, locate } = await gateModel(place, inputs);
    const documents = { ...(await readReportDocuments(place, place.out)), verdict };
    annotate(ports.logger, annotateVerdict(verdict, locate));
    await ports.summary.write(renderVerdictSummary(documents, { runUrl: ports.context().runUrl }));
    if (inputs.uploadArtifact) await uploadDocuments(place, inputs, ports);
    if (inputs.checkName !== '') await publishCheck(documents, inputs, ports);
    return {
      outputs: { status: verdict.status, document: path, conclusion: conclusionOf(verdict) },
      failure: verdict.status === 'pass' ? undefined : verdict.headline,
    };
  });
}
