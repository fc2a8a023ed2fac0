export { type AssetSource, checkAssetSources } from './asset-source.ts';
export * from './checks.ts';
export {
  type ClientOptions,
  createGitHubClient,
  type GitHubClient,
  parseRepositoryName,
  type RepositoryName,
  readLogin,
} from './client.ts';
export * from './comments.ts';
export { cutText } from './cut-text.ts';
export { explainFailure } from './failures.ts';
export type { Marker } from './marker.ts';
export * from './publish-release.ts';
export * from './releases.ts';
export * from './sticky-comment.ts';
export * from './tags.ts';
