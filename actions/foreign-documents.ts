import { UserError } from '@proofmark/documents';
import type { GitHubPorts } from '@proofmark/github';
import type { ReportDocuments } from '@proofmark/report';
import { parseReportDocuments, reportFiles } from '@proofmark/runs';
import { documentsArtifact } from './documents-artifact.ts';

const limits = { maxArchiveBytes: 20e6, maxBytes: 40e6, maxEntries: 50, maxRatio: 200 };

/**
 * Reads what another run measured, perhaps that of a fork. Its artifact is data: a few entries, in memory, checked
 * against the schemas.
 */
export async function readForeignDocuments(github: GitHubPorts, runId: number): Promise<ReportDocuments> {
  const entries = await github.artifacts.read({
    runId,
    name: documentsArtifact,
    entries: reportFiles,
    limits,
  });
  const texts = new Map([...entries].map(([name, bytes]) => [name, decode(name, bytes)] as const));
  return parseReportDocuments(texts, `artifact ${documentsArtifact} of run ${runId}`);
}

function decode(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('document-invalid', `artifact ${documentsArtifact}: ${name}: not valid UTF-8`, {
      cause,
    });
  }
}
