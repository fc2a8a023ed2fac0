export * from './artifacts.ts';
export { type AssetSource, checkAssetSources } from './asset-source.ts';
export * from './branch-store.ts';
export * from './checks.ts';
export {
  type ClientOptions,
  createGitHubClient,
  type GitHubClient,
  parseRepositoryName,
  type RepositoryName,
  readLogin,
} from './client.ts';
export * from './collaborators.ts';
export * from './comments.ts';
export type { CommitsPort } from './commits.ts';
export { connectGitHub, type GitHubPorts } from './connect.ts';
export type { ContentsPort } from './contents.ts';
export { cutText } from './cut-text.ts';
export { explainFailure, explaining } from './failures.ts';
export { type GtoTag, parseGtoTag, stageTagName, versionTagName } from './gto-tag.ts';
export * from './issues.ts';
export type { Marker } from './marker.ts';
export { type StickyMode, type StickyResult, stickyModes } from './own-comments.ts';
export * from './publish-release.ts';
export * from './pulls.ts';
export * from './releases.ts';
export * from './stages.ts';
export * from './sticky-comment.ts';
export * from './tags.ts';
