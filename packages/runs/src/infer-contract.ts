import { type InferRequest, inferFromFiles } from '@proofmark/validate';
import { openEngineOf } from './open-engine.ts';
import type { Workplace } from './workplace.ts';

/** The text of a contract that the data keep; one table. @throws UserError as `inferFromFiles` */
export async function inferContractText(
  place: Workplace,
  files: readonly string[],
  options: Pick<InferRequest, 'table' | 'layout'> = {},
): Promise<string> {
  const engine = await openEngineOf(place, undefined);
  try {
    return await inferFromFiles({ files, directory: place.directory, engine, ...options });
  } finally {
    await engine.close();
  }
}
