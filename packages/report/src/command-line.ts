import type { ReportContext } from './input.ts';

/** Where npm finds the command line of the actions that write a report. */
export type CommandLine = {
  /** The archive of a tag: a git URL would install the tools of development too. */
  url: string;
  /** What the reader has to replace, where it is not known: `, with the OWNER and …`, else empty. */
  unknown: string;
};

/** The command line of the same repository and version as the action; placeholders where a run does not know them. */
export function commandLineOf({ actionSource }: ReportContext): CommandLine {
  const { repository, ref } = actionSource ?? {};
  const isPlain = /^[\w.-]+\/[\w.-]+$/.test(repository ?? '') && /^[\w./-]+$/.test(ref ?? '');
  return isPlain
    ? { url: `https://github.com/${repository}/archive/${ref}.tar.gz`, unknown: '' }
    : {
        url: 'https://github.com/OWNER/proofmark/archive/v1.0.0.tar.gz',
        unknown: ', with the OWNER and the version of the workflow',
      };
}
