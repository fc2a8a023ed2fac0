import type { Logger } from '@proofmark/documents';
import type { Annotation } from '@proofmark/report';

/** Puts remarks at lines of files in the log, where GitHub shows them in the diff. */
export function annotate(logger: Logger, annotations: readonly Annotation[]): void {
  for (const { level, message, file, line } of annotations) {
    if (level === 'error') logger.error(message, { file, line });
    else if (level === 'warning') logger.warning(message, { file, line });
    else logger.info(`${file}:${line}: ${message}`);
  }
}
