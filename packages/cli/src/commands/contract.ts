import type { Add } from '../command.ts';
import { addConvert } from './contract/convert.ts';
import { addDiff } from './contract/diff.ts';
import { addInfer } from './contract/infer.ts';
import { addLint } from './contract/lint.ts';

/** Everything that is done with a contract without checking data. */
export const addContract: Add = (program, io, exit) => {
  const contract = program.command('contract').description('infer, convert, compare and lint data contracts');
  for (const add of [addInfer, addConvert, addDiff, addLint]) add(contract, io, exit);
};
