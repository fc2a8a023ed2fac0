/** The artifact that carries the documents from the workflow that measures to the one that comments. */
export const documentsArtifact = 'proofmark-documents';
