import { join } from 'node:path';
import { type Validation, writeTextFile } from '@proofmark/documents';
import { type ReportContext, renderHtmlReport, renderJunit, renderSarif } from '@proofmark/report';
import { pathIn, showPath, type Workplace } from './workplace.ts';

/**
 * Writes validations for the readers of other tools, next to the documents: `validation.sarif` for code scanning,
 * `validation.junit.xml` for test reporters, `validation.html` for people. @returns the paths written
 */
export async function writeCheckFormats(
  place: Workplace,
  validations: readonly Validation[],
  context: ReportContext = {},
): Promise<{ sarif: string; junit: string; html: string }> {
  const write = async (name: string, text: string) => {
    const path = join(pathIn(place, place.out), name);
    await writeTextFile(path, text);
    return showPath(place, path);
  };
  return {
    sarif: await write('validation.sarif', renderSarif(validations)),
    junit: await write('validation.junit.xml', renderJunit(validations)),
    html: await write('validation.html', await renderHtmlReport({ validations }, context)),
  };
}
