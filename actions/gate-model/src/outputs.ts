import type { CheckConclusion } from '@proofmark/github';

/** What the step hands on; `report` only where the model was decided on in this job. */
export type Outputs = {
  status: 'pass' | 'fail' | 'inconclusive' | undefined;
  document: string | undefined;
  report: string | undefined;
  conclusion: CheckConclusion | undefined;
};

/** Where there was nothing to decide. */
export const nothing: Outputs = {
  status: undefined,
  document: undefined,
  report: undefined,
  conclusion: undefined,
};
