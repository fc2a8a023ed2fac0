import { showLocation, UserError } from '@proofmark/documents';
import { plain } from '@proofmark/report';
import { VERSION } from '@proofmark/runs';
import { Command, CommanderError } from 'commander';
import { type Add, exitCodes } from './command.ts';
import { addContract } from './commands/contract.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addGate } from './commands/gate.ts';
import { addInit } from './commands/init.ts';
import { addMonitor } from './commands/monitor.ts';
import { addPlan } from './commands/plan.ts';
import { addPreview } from './commands/preview.ts';
import { addReport } from './commands/report.ts';
import { addValidate } from './commands/validate.ts';
import { addVerify } from './commands/verify.ts';
import { addVerifyVerdict } from './commands/verify-verdict.ts';
import { type Io, processIo } from './io.ts';

const commands: readonly Add[] = [
  addInit,
  addValidate,
  addContract,
  addEvaluate,
  addGate,
  addPlan,
  addReport,
  addPreview,
  addVerify,
  addVerifyVerdict,
  addMonitor,
  addDoctor,
];

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
  for (const add of commands) {
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
