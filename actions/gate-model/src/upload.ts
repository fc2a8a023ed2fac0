import { readdir } from 'node:fs/promises';
import type { ActionPorts } from '@proofmark/action-kit';
import { messageOf } from '@proofmark/documents';
import { pathIn, reportFiles, type Workplace } from '@proofmark/runs';
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
    (await gitHubOf(inputs, ports)).artifacts.upload({ name: documentsArtifact, directory, files });
  } catch (error) {
    ports.logger.warning(
      `The documents were not uploaded as the artifact ${documentsArtifact}: ${messageOf(error)}`,
    );
  }
}
