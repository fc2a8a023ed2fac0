import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { readTextFile, UserError, type Validation, writeDocument } from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import { validate } from '@proofmark/validate';
import { readConfigOf } from './read-inputs.ts';
import { engineOptions, filesOf, pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type ValidateDataOptions = {
  /** Overrides the section `data`: one contract, with its files. */
  contract?: string | undefined;
  files?: readonly string[] | undefined;
  failOnUnsupported?: boolean;
  /** False on pull requests of forks, where whoever reads the report may not read the data. */
  showRows?: boolean;
};

export type ValidateDataOutcome = {
  validations: { document: Validation; path: string }[];
  status: Validation['status'];
};

/** Validates the data of every contract and writes one document each: `validation.json`, `validation-2.json`, … */
export async function validateData(
  place: Workplace,
  options: ValidateDataOptions = {},
): Promise<ValidateDataOutcome> {
  const validations: ValidateDataOutcome['validations'] = [];
  for (const [index, section] of (await sections(place, options)).entries()) {
    place.logger.info(`Checking ${section.files.join(', ')} against ${section.contract}`);
    const text = await readTextFile(pathIn(place, section.contract), 'the data contract', {
      shownAs: section.contract,
    });
    const engine = await openEngine(engineOptions(place));
    try {
      const document: Validation = {
        ...(await validate({
          contract: readContract(text, showPath(place, section.contract)),
          files: section.files,
          directory: place.directory,
          engine,
          options: {
            now: place.now(),
            failOnUnsupported: options.failOnUnsupported ?? false,
            ...(options.showRows === false ? { evidenceRows: 0 } : {}),
          },
          logger: place.logger,
        })),
        provenance: provenanceOf(place),
      };
      const path = join(
        pathIn(place, place.out),
        index === 0 ? 'validation.json' : `validation-${index + 1}.json`,
      );
      await writeDocument(path, 'validation', document);
      validations.push({ document, path: showPath(place, path) });
    } finally {
      await engine.close();
    }
  }
  const all = validations.map(({ document }) => document.status);
  return { validations, status: all.includes('fail') ? 'fail' : all.includes('warn') ? 'warn' : 'pass' };
}

async function sections(
  place: Workplace,
  { contract, files }: ValidateDataOptions,
): Promise<{ contract: string; files: readonly string[] }[]> {
  if (contract !== undefined && files?.length) return [{ contract, files }];
  const { config } = await readConfigOf(place);
  const found = config.data
    .filter((section) => contract === undefined || section.contract === contract)
    .map((section) => ({
      contract: section.contract,
      files: files?.length ? files : filesOf(section.files),
    }));
  if (found.length === 0) {
    const wanted =
      contract === undefined ? 'data is empty' : `no section of data names the contract ${contract}`;
    throw new UserError(
      'config-invalid',
      `${place.config}: ${wanted}: expected data: [{contract: FILE, files: GLOB}]`,
    );
  }
  return found;
}
