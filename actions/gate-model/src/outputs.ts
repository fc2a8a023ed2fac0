import type { Conclusion } from './check.ts';

/** What the step hands on; `report` only where the model was decided on in this job. */
export type Outputs = {
  status: 'pass' | 'fail' | 'inconclusive' | undefined;
  document: string | undefined;
  report: string | undefined;
  conclusion: Conclusion | undefined;
};

/** Where there was nothing to decide. */
export const nothing: Outputs = {
  status: undefined,
  document: undefined,
  report: undefined,
  conclusion: undefined,
};
