import { readdir } from 'node:fs/promises';
import type { ActionPorts } from '@proofmark/action-kit';
import { messageOf } from '@proofmark/documents';
import type { ReportDocuments } from '@proofmark/report';
import { pathIn, reportFiles, showPath, type Workplace, writePage } from '@proofmark/runs';
import { documentsArtifact } from '../../documents-artifact.ts';
import { gitHubOf } from '../../place.ts';

/** Uploads the JSON documents, and nothing else, for the workflow that comments. Without them the verdict still stands. */
export async function uploadDocuments(
  place: Workplace,
  inputs: { checkName: string; token: string | undefined },
  ports: ActionPorts,
): Promise<void> {
  const directory = pathIn(place, place.out);
  const present = await readdir(directory);
  const files = reportFiles.filter((name) => present.includes(name));
  try {
    const { artifacts } = await gitHubOf(inputs, ports);
    await artifacts.upload({ name: documentsArtifact, directory, files });
  } catch (error) {
    ports.logger.warning(
      `The documents were not uploaded as the artifact ${documentsArtifact}: ${messageOf(error)}`,
    );
  }
}

/**
 * Writes the whole report as one page, with the history, and uploads it as it is, so that a browser shows it.
 * @returns its path, relative to the workspace
 */
export async function publishPage(
  documents: ReportDocuments,
  place: Workplace,
  inputs: { token: string | undefined; uploadArtifact: boolean },
  ports: ActionPorts,
): Promise<string> {
  const { runUrl, actionSource } = ports.context();
  const context = { runUrl, actionSource };
  const path = await writePage(place, documents, { name: 'proofmark-report.html', context });
  const shown = showPath(place, path);
  if (!inputs.uploadArtifact) return shown;
  try {
    const { artifacts } = await gitHubOf(inputs, ports);
    await artifacts.uploadPage(path);
  } catch (error) {
    ports.logger.warning(`The report ${shown} was not uploaded: ${messageOf(error)}`);
  }
  return shown;
}
