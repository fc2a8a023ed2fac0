import {
  type ColumnProfile,
  type MonitorSection,
  type Profile,
  showLocation,
  showReceived,
  UserError,
  type YamlSource,
} from '@proofmark/documents';
import { columnKind, type TableColumn } from '@proofmark/profile';

/**
 * The columns of the profile to watch: those under `monitor.columns`, or all. What cannot be compared is an error,
 * not a silent gap.
 * @throws UserError `config-invalid` for a column the profile lacks, `data-invalid` for one production lacks or has
 * as another kind
 */
export function watchedColumns(
  { columns, overrides }: MonitorSection,
  profile: Profile,
  present: readonly TableColumn[],
  source: YamlSource,
): ColumnProfile[] {
  const profiled = profile.columns.map(({ name }) => name);
  for (const [i, name] of (columns ?? []).entries()) {
    if (!profiled.includes(name)) refuse(source, ['monitor', 'columns', i], missing(name, profile));
  }
  const watched = profile.columns.filter(({ name }) => columns?.includes(name) ?? true);
  if (watched.length === 0)
    refuse(source, ['monitor', 'columns'], 'there is no column to watch: name at least one');
  for (const name of Object.keys(overrides)) {
    if (watched.some((column) => column.name === name)) continue;
    const reason = profiled.includes(name)
      ? `the column ${showReceived(name)} is not watched: add it to monitor.columns`
      : missing(name, profile);
    refuse(source, ['monitor', 'overrides', name], reason);
  }
  for (const column of watched) refuseIncomparable(column, present);
  return watched;
}

function missing(name: string, { columns, omitted }: Profile): string {
  const unprofiled = omitted.find((text) => text.startsWith(`${name} (`));
  if (unprofiled) return `dates, times, nested and personal columns have no profile: remove ${unprofiled}`;
  const known = columns.map((column) => column.name).join(', ');
  return `the profile has no column ${showReceived(name)}: expected one of ${known}`;
}

function refuse(source: YamlSource, path: readonly PropertyKey[], reason: string): never {
  const location = source.locate(path, 'key');
  throw new UserError('config-invalid', `${showLocation(location)}: ${reason}`, { location });
}

function refuseIncomparable({ name, kind }: ColumnProfile, present: readonly TableColumn[]): void {
  const found = present.find((column) => column.name === name);
  if (!found) {
    throw new UserError(
      'data-invalid',
      `monitor.rows: the column ${showReceived(name)} of the profile is missing: expected it among ${present.map((column) => column.name).join(', ')}; select it in monitor.rows.sql, or list the others under monitor.columns`,
    );
  }
  const received = columnKind(found.type);
  if (received === undefined || (kind === 'numeric' && received !== 'numeric')) {
    throw new UserError(
      'data-invalid',
      `monitor.rows: the column ${showReceived(name)}: expected ${kind === 'numeric' ? 'numbers' : 'numbers, texts or booleans'} as in the profile, received ${found.type}; convert it in monitor.rows.sql`,
    );
  }
}
