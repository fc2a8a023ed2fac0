import { type Diagnosis, showForeign, UserError, writeDocument } from '@proofmark/documents';
import { printDiagnosis, renderDiagnosisSarif } from '@proofmark/report';
import { diagnose, pathIn } from '@proofmark/runs';
import { Option } from 'commander';
import { type Add, exitCodes, withExamples } from '../command.ts';
import type { Io } from '../io.ts';
import { wantsColor, workplaceOf } from '../place.ts';

const formats = ['text', 'json', 'sarif'] as const;
type Format = (typeof formats)[number];
type Options = { config: string; format: Format; repo?: string; out?: string };

export const addDoctor: Add = (program, io, exit) => {
  const command = program
    .command('doctor')
    .description('say what is missing or dangerous in the workflows of the repository')
    .option('--config <file>', 'the configuration', 'proofmark.yml')
    .addOption(new Option('--format <format>', 'what to print').choices(formats).default('text'))
    .option(
      '--repo <owner/name>',
      'compare with the required checks of this repository (token: GH_TOKEN or GITHUB_TOKEN)',
    )
    .option('--out <file>', 'write the diagnosis document to this file')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const diagnosis = await diagnose(place, remoteOf(io, options));
      if (options.out !== undefined) await writeDocument(pathIn(place, options.out), 'diagnosis', diagnosis);
      io.write(render(diagnosis, options.format, io));
      exit(diagnosis.findings.some(({ level }) => level === 'error') ? exitCodes.fail : exitCodes.pass);
    });
  withExamples(command, 'proofmark doctor', 'proofmark doctor --format sarif > doctor.sarif');
};

function remoteOf(io: Io, { repo }: Options) {
  const { GH_TOKEN, GITHUB_TOKEN, GITHUB_API_URL } = io.env;
  if (repo === undefined) return undefined;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repo)) {
    throw new UserError('input-invalid', `--repo: expected owner/name, received ${showForeign(repo, 80)}`);
  }
  return {
    repository: repo,
    token: GH_TOKEN || GITHUB_TOKEN,
    apiUrl: GITHUB_API_URL || 'https://api.github.com',
  };
}

function render(diagnosis: Diagnosis, format: Format, io: Io): string {
  switch (format) {
    case 'text':
      return `${printDiagnosis(diagnosis, { color: wantsColor(io) })}\n`;
    case 'json':
      return `${JSON.stringify(diagnosis, null, 1)}\n`;
    case 'sarif':
      return renderDiagnosisSarif(diagnosis);
  }
}
