import { readContract } from '@proofmark/contract';
import { type Profile, readTextFile, writeDocument } from '@proofmark/documents';
import { profileFiles } from '@proofmark/validate';
import { withDownloads } from './fetch-files.ts';
import { engineSection, openEngineOf } from './open-engine.ts';
import { pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type ProfileDataOptions = {
  /** Files, globs or URLs of one table. */
  files: readonly string[];
  /** Where the profile is written. */
  out: string;
  contract?: string | undefined;
  /** The table of the contract that the files hold. */
  table?: string | undefined;
  /** Values of the variables of the contract. */
  variables?: Record<string, string> | undefined;
};

/** Writes the profile that distribution rules of a contract compare later data with. @throws UserError as `profileFiles` */
export async function profileData(
  place: Workplace,
  { files, out, contract: named, table, variables = {} }: ProfileDataOptions,
): Promise<Profile> {
  const contract =
    named === undefined
      ? undefined
      : readContract(
          await readTextFile(pathIn(place, named), 'the data contract', { shownAs: named }),
          showPath(place, named),
          { variables },
        );
  const access = { privateAddresses: true, s3: place.s3, logger: place.logger };
  return withDownloads(access, async ({ fetch, names }) => {
    const paths = await fetch(files);
    const engine = await openEngineOf(place, await engineSection(place));
    try {
      const { directory } = place;
      const profile: Profile = {
        ...(await profileFiles({ engine, directory, files: paths, names, contract, table })),
        provenance: provenanceOf(place),
      };
      await writeDocument(pathIn(place, out), 'profile', profile);
      return profile;
    } finally {
      await engine.close();
    }
  });
}
