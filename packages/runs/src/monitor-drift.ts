import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Drift,
  documentDigest,
  type MonitorSection,
  type Profile,
  readConfig,
  readDocument,
  UserError,
  writeDocument,
} from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import {
  currentAssignment,
  explaining,
  type ReleasesPort,
  readStage,
  type TagsPort,
  versionTagName,
} from '@proofmark/github';
import { compareProfiles, profileLike } from '@proofmark/profile';
import { findRelease, newestRelease } from './download-release.ts';
import { openRows } from './rows.ts';
import { documentPath, engineOptions, pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type MonitorOptions = {
  /** Overrides the files of `monitor.rows`. */
  files?: readonly string[] | undefined;
};

/** Where the profile to compare with comes from. */
export type ReferenceProfile = { profile: Profile; release: string | undefined };

/** Compares production rows with a profile and writes the drift document. @throws UserError */
export async function monitorDrift(
  place: Workplace,
  reference: ReferenceProfile,
  options: MonitorOptions = {},
): Promise<{ drift: Drift; path: string }> {
  const { config } = await readConfig(pathIn(place, place.config));
  const { monitor } = config;
  if (!monitor) {
    throw new UserError(
      'config-invalid',
      `${place.config}: monitor is missing: expected monitor: {rows: {files: GLOB}}`,
    );
  }
  const rows = options.files?.length ? { ...monitor.rows, files: [...options.files] } : monitor.rows;
  const engine = await openEngine(engineOptions(place));
  try {
    const present = await openRows(engine, rows, 'current');
    const expected = wantedColumns(place, monitor, reference.profile, present);
    const current = await profileLike(engine, 'current', expected);
    const checks = compareProfiles(expected, current, monitor);
    const drift: Drift = {
      document: 'proofmark/drift',
      version: '1.0',
      provenance: provenanceOf(place),
      model: config.model,
      reference: {
        ...(reference.release === undefined ? {} : { release: reference.release }),
        profile: documentDigest(reference.profile),
        rows: reference.profile.rows,
      },
      rows: current[0]?.rows ?? 0,
      checks,
      columns: expected.flatMap((before) => {
        const after = current.find(({ name }) => name === before.name);
        return after ? [{ reference: before, current: after }] : [];
      }),
      status: checks.some(({ status }) => status === 'drifted') ? 'drifted' : 'stable',
    };
    const path = documentPath(place, 'drift');
    await writeDocument(path, 'drift', drift);
    return { drift, path: showPath(place, path) };
  } finally {
    await engine.close();
  }
}

/** The columns of the profile to watch. A column that production no longer has is an error, not a silent gap. */
function wantedColumns(
  place: Workplace,
  monitor: MonitorSection,
  profile: Profile,
  present: readonly { name: string }[],
): Profile['columns'] {
  const profiled = profile.columns.map(({ name }) => name);
  const names = monitor.columns ?? profiled;
  const unknown = [...names, ...Object.keys(monitor.overrides)].find((name) => !profiled.includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      'config-invalid',
      `${place.config}: monitor: the profile has no column ${unknown}; expected one of ${profiled.join(', ')}`,
    );
  }
  const absent = names.find((name) => !present.some((column) => column.name === name));
  if (absent !== undefined) {
    throw new UserError(
      'data-invalid',
      `monitor.rows have no column ${absent}, which the profile has; expected one of ${present.map(({ name }) => name).join(', ')} under monitor.columns`,
    );
  }
  return profile.columns.filter(({ name }) => names.includes(name));
}

/** Reads a profile from disk. */
export async function readProfile(place: Workplace, path: string): Promise<ReferenceProfile> {
  return { profile: await readDocument(pathIn(place, path), 'profile'), release: undefined };
}

/**
 * Downloads the profile inside a release: of a tag, of what is in a stage, or of the newest release of the model.
 * @throws UserError `data-missing` when there is no such release or it has no profile
 */
export async function downloadProfile(
  place: Workplace,
  wanted: { model: string; tag?: string | undefined; stage?: string | undefined },
  ports: { releases: ReleasesPort; tags: TagsPort },
): Promise<ReferenceProfile> {
  const tag =
    wanted.tag ??
    (wanted.stage === undefined ? undefined : await tagOfStage(wanted.model, wanted.stage, ports.tags));
  const release =
    tag === undefined
      ? await newestRelease(ports.releases, wanted.model)
      : await findRelease(ports.releases, tag);
  const assets = await explaining(`read the release ${release.tag}`, 'contents: read', () =>
    ports.releases.listAssets(release.id),
  );
  const asset = assets.find(({ name }) => name === 'profile.json');
  if (!asset)
    throw new UserError(
      'data-missing',
      `${release.tag}: the release has no profile.json; release the model again with one`,
    );
  const directory = join(pathIn(place, place.out), 'profile.download');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'profile.json');
  const received = await ports.releases.downloadAsset(asset.id, path);
  if (asset.sha256 !== undefined && asset.sha256 !== received) {
    throw new UserError(
      'evidence-invalid',
      `${release.tag}: profile.json: expected SHA-256 ${asset.sha256}, received ${received}`,
    );
  }
  return { profile: await readDocument(path, 'profile'), release: release.tag };
}

async function tagOfStage(model: string, stage: string, tags: TagsPort): Promise<string> {
  const version = currentAssignment(await readStage(tags, model, stage))?.version;
  if (version === undefined) {
    throw new UserError(
      'data-missing',
      `no version of ${model} is in the stage ${stage}; promote one with the action promote-model`,
    );
  }
  return versionTagName(model, version);
}
