import { type Drift, documentDigest, UserError, writeDocument } from '@proofmark/documents';
import { compareProfiles, profileLike } from '@proofmark/profile';
import { openEngineOf } from './open-engine.ts';
import { readConfigOf } from './read-inputs.ts';
import type { ReferenceProfile } from './reference-profile.ts';
import { openRows } from './rows.ts';
import { watchedColumns } from './watched-columns.ts';
import { checkOut, documentPath, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type MonitorOptions = {
  /** Overrides the files of `monitor.rows`. */
  files?: readonly string[] | undefined;
};

/** Compares production rows with a profile and writes the drift document. @throws UserError */
export async function monitorDrift(
  place: Workplace,
  reference: ReferenceProfile,
  options: MonitorOptions = {},
): Promise<{ drift: Drift; path: string }> {
  checkOut(place);
  const { config, source } = await readConfigOf(place);
  const { monitor } = config;
  if (!monitor) {
    throw new UserError(
      'config-invalid',
      `${place.config}: monitor is missing: expected monitor: {rows: {files: GLOB}}`,
    );
  }
  const rows = options.files?.length ? { ...monitor.rows, files: [...options.files] } : monitor.rows;
  const engine = await openEngineOf(place, config.engine);
  try {
    const present = await openRows(engine, rows, 'current');
    const watched = watchedColumns(monitor, reference.profile, present, source);
    const current = await profileLike(engine, 'current', present, watched);
    const total = current[0]?.rows ?? 0;
    if (total === 0) {
      throw new UserError(
        'data-invalid',
        'monitor.rows: there is no row to compare: check monitor.rows.files and the filter in monitor.rows.sql',
      );
    }
    const checks = compareProfiles(watched, current, monitor);
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
      rows: total,
      checks,
      columns: watched.flatMap((before) => {
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
