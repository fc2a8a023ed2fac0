import { UserError } from '@proofmark/documents';

/**
 * The first line of everything we keep up to date: which thing it is and which run wrote it. An HTML comment, so
 * readers do not see it; the id's alphabet cannot close it.
 */
export type Marker = {
  id: string;
  /** GITHUB_RUN_ID; later runs have larger ones. */
  run: number;
  /** GITHUB_RUN_ATTEMPT, from 1. */
  attempt: number;
  /** Head commit the content speaks of. */
  sha: string;
};

const idAlphabet = /^[A-Za-z0-9_.-]{1,100}$/;
const line = /^<!-- proofmark:([A-Za-z0-9_.-]+) run=(\d+) attempt=(\d+) sha=([0-9a-f]{40,64}) -->\r?(?:\n|$)/;

export function writeMarker(marker: Marker): string {
  if (!idAlphabet.test(marker.id)) {
    throw new UserError(
      'input-invalid',
      `the id ${JSON.stringify(marker.id.slice(0, 100))} must consist of 1 to 100 letters, digits, _, . and -`,
    );
  }
  return `<!-- proofmark:${marker.id} run=${marker.run} attempt=${marker.attempt} sha=${marker.sha} -->`;
}

/** The marker on the first line of a body; a quoted or later one does not count. */
export function readMarker(body: string): Marker | undefined {
  const [, id, run, attempt, sha] = line.exec(body) ?? [];
  if (id === undefined || sha === undefined) return undefined;
  return { id, run: Number(run), attempt: Number(attempt), sha };
}

/** Negative when `a` is from an older run, or an older attempt of the same run, than `b`. */
export function compareMarkers(a: Marker, b: Marker): number {
  return a.run - b.run || a.attempt - b.attempt;
}
