import type { ReleaseManifest } from '@proofmark/documents';
import { STATEMENT_TYPE } from './oms-statement.ts';
import { type Statement, subjectsOf } from './statement.ts';

/** https://slsa.dev/spec/v1.1/verification_summary */
export const VERIFICATION_SUMMARY_TYPE = 'https://slsa.dev/verification_summary/v1';

export type Promotion = {
  manifest: ReleaseManifest;
  /** `prod`. */
  stage: string;
  /** The page of the release. With the stage it names the resource, so that a record for one stage serves no other. */
  releaseUrl: string;
  /** Who decided: the URL of the workflow. */
  verifier: string;
  /** ISO 8601. */
  timeVerified: string;
  policy: { uri: string; sha256: string };
  /** The attestations the decision rests on, all of them. */
  inputs: readonly { uri: string; sha256: string }[];
  passed: boolean;
};

/** Records that a released model was verified for a stage (SLSA verification summary v1). */
export function buildPromotionStatement(promotion: Promotion): Statement {
  const { manifest, releaseUrl, policy } = promotion;
  return {
    _type: STATEMENT_TYPE,
    subject: subjectsOf(manifest),
    predicateType: VERIFICATION_SUMMARY_TYPE,
    predicate: {
      verifier: { id: promotion.verifier },
      timeVerified: promotion.timeVerified,
      resourceUri: `${releaseUrl}#${encodeURIComponent(promotion.stage)}`,
      policy: { uri: policy.uri, digest: { sha256: policy.sha256 } },
      inputAttestations: promotion.inputs.map(({ uri, sha256 }) => ({ uri, digest: { sha256 } })),
      verificationResult: promotion.passed ? 'PASSED' : 'FAILED',
      verifiedLevels: promotion.passed ? ['PROOFMARK_GATE_PASSED'] : [],
    },
  };
}
