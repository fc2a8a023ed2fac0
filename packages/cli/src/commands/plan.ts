import { showReceived, UserError } from '@proofmark/documents';
import { printPlan } from '@proofmark/report';
import { type PlanOptions, planSize } from '@proofmark/runs';
import { type Command, Option } from 'commander';
import { type Add, withExamples, withPlace } from '../command.ts';
import { copyDocument } from '../copy-document.ts';
import { type SharedOptions, workplaceOf } from '../place.ts';

type Options = SharedOptions & {
  evaluation?: string;
  margin?: number;
  disagreement?: number;
  prevalence: number;
  confidence: number;
  power: number;
  condition?: string;
  bounds: 'hoeffding' | 'bennett';
  mode: 'fp-free' | 'fn-free';
  steps?: number;
  adaptivity: 'none' | 'full' | 'first-change';
  out?: string;
};

export const addPlan: Add = (program, io) => {
  const command = program
    .command('plan')
    .description('how many rows a test set needs for a decision')
    .option(
      '--evaluation <file>',
      'the evaluation whose variances count (default: evaluation.json in the documents)',
    )
    .option('--margin <number>', 'plan from assumptions: the accepted loss', inRange('--margin', 0, 1))
    .option(
      '--disagreement <share>',
      'share of the rows the metric is about on which the two models differ',
      inRange('--disagreement', 0, 1, 'closed'),
    )
    .option(
      '--prevalence <share>',
      'share of the rows the metric is about',
      inRange('--prevalence', 0, 1, 'closed'),
      1,
    )
    .option(
      '--confidence <share>',
      'one-sided confidence (reliability)',
      inRange('--confidence', 0.5, 1),
      0.95,
    )
    .option('--power <share>', 'probability of the right decision', inRange('--power', 0, 1), 0.8)
    .option('--condition <text>', 'plan for a condition such as "n - o > 0 +/- 0.01"')
    .addOption(
      new Option('--bounds <which>', 'of a condition').choices(['hoeffding', 'bennett']).default('hoeffding'),
    )
    .addOption(
      new Option('--mode <which>', 'of a condition').choices(['fp-free', 'fn-free']).default('fp-free'),
    )
    .option('--steps <number>', 'candidates judged on one test set', readSteps)
    .addOption(
      new Option('--adaptivity <which>', 'what is learnt between steps')
        .choices(['none', 'full', 'first-change'])
        .default('full'),
    )
    .option('--out <file>', 'copy the plan document to this file')
    .action(async (options: Options, own: Command) => {
      refuseIrrelevant(options, own);
      const { plan, path } = await planSize(workplaceOf(io, options), planOptionsOf(options));
      io.write(`${printPlan(plan)}\n`);
      await copyDocument(io, path, options.out);
    });
  withExamples(
    withPlace(command),
    'proofmark plan                # the gates of the configuration, by the last evaluation',
    'proofmark plan --margin 0.01 --disagreement 0.1 --power 0.9',
    'proofmark plan --condition "n - o > 0 +/- 0.02" --confidence 0.998 --steps 7 --adaptivity none',
  );
};

/** What a plan from a policy, from assumptions or for a condition is made of. */
const relevant = {
  policy: ['evaluation', 'power'],
  assumptions: ['margin', 'disagreement', 'prevalence', 'confidence', 'power'],
  condition: ['condition', 'confidence', 'bounds', 'mode', 'steps', 'adaptivity'],
} as const;
const all = [...new Set(Object.values(relevant).flat())];

/** @throws UserError for an option that would be ignored */
function refuseIrrelevant({ condition, margin, disagreement }: Options, own: Command): void {
  const kind =
    condition !== undefined
      ? 'condition'
      : margin !== undefined || disagreement !== undefined
        ? 'assumptions'
        : 'policy';
  const names: readonly string[] = relevant[kind];
  const ignored = all.find((name) => own.getOptionValueSource(name) === 'cli' && !names.includes(name));
  if (ignored === undefined) return;
  const what = { policy: 'the policy', assumptions: 'assumptions', condition: 'a condition' }[kind];
  throw new UserError(
    'input-invalid',
    `--${ignored}: plays no part in a plan from ${what}; expected ${names.map((name) => `--${name}`).join(', ')}; remove it`,
  );
}

function planOptionsOf(options: Options): PlanOptions {
  const { power, margin, disagreement, prevalence, confidence, condition, evaluation } = options;
  if (condition !== undefined) {
    const { steps, adaptivity, mode, bounds } = options;
    const budget = steps === undefined ? undefined : { steps, adaptivity };
    return { kind: 'condition', condition, reliability: confidence, budget, mode, bounds, power };
  }
  if (margin !== undefined && disagreement !== undefined)
    return { kind: 'assumptions', margin, disagreement, prevalence, confidence, power };
  if (margin === undefined && disagreement === undefined) return { kind: 'policy', evaluation, power };
  const [given, missing] = margin === undefined ? ['disagreement', 'margin'] : ['margin', 'disagreement'];
  throw new UserError(
    'input-invalid',
    `--${given}: expected together with --${missing}, received alone; add --${missing}`,
  );
}

/** Between the ends, the upper one included when closed. */
function inRange(option: string, from: number, to: number, end: 'open' | 'closed' = 'open') {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value > from && (value < to || (end === 'closed' && value === to)))
      return value;
    const most = end === 'closed' ? 'at most' : 'below';
    throw new UserError(
      'input-invalid',
      `${option}: expected a number above ${from} and ${most} ${to}, received ${showReceived(text)}`,
    );
  };
}

function readSteps(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UserError(
    'input-invalid',
    `--steps: expected a whole number from 1, received ${showReceived(text)}`,
  );
}
