import { type InferRequest, inferFromFiles } from '@proofmark/validate';
import { withDownloads } from './fetch-files.ts';
import { engineSection, openEngineOf } from './open-engine.ts';
import type { Workplace } from './workplace.ts';

export type InferOptions = Pick<InferRequest, 'table' | 'layout'> & {
  /** Where the configuration is about to be overwritten, whatever is wrong with it. */
  withoutConfig?: boolean;
};

/**
 * The text of a contract that the data keep; one table.
 * @param files files, globs or URLs
 * @throws UserError as `inferFromFiles`
 */
export async function inferContractText(
  place: Workplace,
  files: readonly string[],
  { withoutConfig = false, ...options }: InferOptions = {},
): Promise<string> {
  const access = { privateAddresses: true, s3: place.s3, logger: place.logger };
  return withDownloads(access, async ({ fetch, names }) => {
    const paths = await fetch(files);
    const engine = await openEngineOf(place, withoutConfig ? undefined : await engineSection(place));
    try {
      return await inferFromFiles({ files: paths, names, directory: place.directory, engine, ...options });
    } finally {
      await engine.close();
    }
  });
}
