export type { Recompute } from './check-decision.ts';
export { type Checksum, parseChecksums, writeChecksums } from './checksums.ts';
export { generateKeyPair, loadPrivateKey, loadPublicKey } from './key.ts';
export { buildManifest, type ManifestRequest, planAssets, type ReleaseFile } from './manifest.ts';
export { buildMlBom, type MlBomRequest } from './ml-bom.ts';
export type { ReleaseCheck, ReleaseCheckName } from './release-check.ts';
export {
  CHECKSUMS_NAME,
  MANIFEST_NAME,
  mlBomName,
  reservedNames,
  SIGNATURE_NAME,
  statementsName,
} from './release-files.ts';
export { unsafeAssetNameReason, unsafePathReason } from './safe-path.ts';
export { type SealedRelease, type SealRequest, sealRelease } from './seal-release.ts';
export { type SignModelRequest, signModel } from './sign-model.ts';
export { buildVerdictStatement, openStatements, type Statement, signStatements } from './statement.ts';
export {
  describeModelProblem,
  type ModelProblem,
  type ModelVerification,
  type VerifyModelRequest,
  verifyModel,
} from './verify-model.ts';
export { type ReleaseVerification, type VerifyReleaseRequest, verifyRelease } from './verify-release.ts';
