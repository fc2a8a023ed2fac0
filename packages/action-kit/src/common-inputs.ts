/** Inputs that several actions share, so that they read the same everywhere. */

export const configInput = {
  kind: 'path',
  description: 'Configuration file, relative to the workspace.',
  default: 'proofmark.yml',
} as const;

export const outInput = {
  kind: 'path',
  description: 'Directory for the JSON documents this action writes.',
  default: 'proofmark-out',
} as const;

export const tokenInput = {
  kind: 'secret',
  description: 'Token for the GitHub API.',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the runner's expression syntax
  default: '${{ github.token }}',
} as const;
