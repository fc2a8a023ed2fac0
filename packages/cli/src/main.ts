import { resolve } from 'node:path';
import { refuseUnwritable, showLocation, UserError } from '@proofmark/documents';
import { plain } from '@proofmark/report';
import { VERSION } from '@proofmark/runs';
import { Command, CommanderError } from 'commander';
import { type Add, exitCodes } from './command.ts';
import { type Io, processIo } from './io.ts';

/** Each command is loaded when it is asked for: it starts with its own code only. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  init: async () => (await import('./commands/init.ts')).addInit,
  validate: async () => (await import('./commands/validate.ts')).addValidate,
  contract: async () => (await import('./commands/contract.ts')).addContract,
  evaluate: async () => (await import('./commands/evaluate.ts')).addEvaluate,
  gate: async () => (await import('./commands/gate.ts')).addGate,
  plan: async () => (await import('./commands/plan.ts')).addPlan,
  report: async () => (await import('./commands/report.ts')).addReport,
  preview: async () => (await import('./commands/preview.ts')).addPreview,
  verify: async () => (await import('./commands/verify.ts')).addVerify,
  'verify-verdict': async () => (await import('./commands/verify-verdict.ts')).addVerifyVerdict,
  profile: async () => (await import('./commands/profile.ts')).addProfile,
  monitor: async () => (await import('./commands/monitor.ts')).addMonitor,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
};

/**
 * The command line. @returns the exit code: 0 pass, 1 fail, 2 configuration or input error, 3 inconclusive
 */
export async function main(args: readonly string[], io: Io = processIo()): Promise<number> {
  let exitCode: number = exitCodes.pass;
  const program = new Command('proofmark')
    .description('Takes a machine-learning model from pull request to release with proof.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: io.write, writeErr: io.writeError })
    .addHelpText('after', '\nExit codes: 0 pass, 1 fail, 2 configuration or input error, 3 inconclusive.');
  program.hook('preAction', (_program, command) => checkOutputs(command.opts(), io));
  for (const load of commandsFor(args)) {
    const add = await load();
    add(program, io, (code) => {
      exitCode = code;
    });
  }
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeOut: io.write, writeErr: io.writeError });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, io);
  }
}

/** The command that is named, or all of them for a help page or a typo. */
function commandsFor(args: readonly string[]): (() => Promise<Add>)[] {
  const named = Object.entries(commands).find(([name]) => name === args[0]);
  return named === undefined ? Object.values(commands) : [named[1]];
}

/** The options that name what is written, by the kind of thing they name. */
const outputs = { out: 'file', file: 'file', svg: 'directory' } as const;

/** Whether the result can be written is told before the work, not after it. */
function checkOutputs(options: Readonly<Record<string, unknown>>, io: Io): void {
  for (const [name, kind] of Object.entries(outputs)) {
    const path = options[name];
    if (typeof path === 'string') refuseUnwritable(resolve(io.directory, path), kind, `--${name} ${path}`);
  }
}

function explain(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.pass : exitCodes.error;
  if (error instanceof UserError) {
    const { location } = error;
    const shown = location && !error.message.startsWith(location.file) ? `${showLocation(location)}: ` : '';
    io.writeError(`error: ${plain(`${shown}${error.message}`, 2000)}\n`);
    return exitCodes.error;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.writeError(`${stack}\nThis is a defect of Proofmark: please report it with the lines above.\n`);
  return exitCodes.error;
}
