import type { AssetSource } from './asset-source.ts';
import type { ReleaseAsset } from './releases.ts';

export type AssetPlan = {
  /** Files without a complete, equal asset. */
  upload: AssetSource[];
  /** Assets that bear the name of a file but are unfinished or different: to be deleted before its upload. */
  replace: ReleaseAsset[];
  /** Assets that no file has the name of. */
  foreign: ReleaseAsset[];
};

/** Compares files with the assets of a release by name, size and SHA-256. */
export function planAssets(sources: readonly AssetSource[], assets: readonly ReleaseAsset[]): AssetPlan {
  const byName = new Map(sources.map((source) => [source.name, source]));
  const plan: AssetPlan = { upload: [], replace: [], foreign: [] };
  const good = new Set<string>();
  for (const asset of assets) {
    const source = byName.get(asset.name);
    if (source === undefined) plan.foreign.push(asset);
    else if (asset.complete && asset.bytes === source.bytes && asset.sha256 === source.sha256)
      good.add(asset.name);
    else plan.replace.push(asset);
  }
  plan.upload = sources.filter(({ name }) => !good.has(name));
  return plan;
}
