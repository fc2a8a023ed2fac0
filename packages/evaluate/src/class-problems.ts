import type { EvaluationSection } from '@proofmark/documents';

/**
 * Metrics of the order of the scores of several classes: AUC or average precision of binary problems, averaged. `ovr`:
 * a class against all others by its own score; `ovo`: a class against one other by the score of the first, both ways
 * round (D. J. Hand & R. J. Till, Machine Learning 45, 2001); `micro`: all rows and classes together as one problem.
 */
export type Kind = 'ovr' | 'ovo' | 'micro';
export type Figure = 'auc' | 'precision';
/** `positive` is the number of the class, undefined where it is every class at once. */
export type Problem = { positive: number | undefined; negative: number | undefined };

/** What a name means; `only` the number of a single class. */
export type Ranking = {
  name: string;
  kind: Kind;
  figure: Figure;
  bySize: boolean;
  only?: number;
  /** Whether a class without rows counts 0, as scikit-learn has it of several labels a row, or not at all. */
  absentAsZero: boolean;
};

type Task = Extract<EvaluationSection['task'], 'multiclass' | 'multilabel'>;

/** What a name asks for; undefined of a metric that is no ranking of classes. */
export function rankingOf(name: string, task: Task, classes: readonly string[]): Ranking | undefined {
  const [, base = name, label] = /^([a-z_]+)\[class=(.*)\]$/s.exec(name) ?? [];
  const parts = /^(roc_auc_ovr|roc_auc_ovo|roc_auc|average_precision)(?:_(macro|micro|weighted))?$/.exec(
    base,
  );
  if (!parts) return undefined;
  const [, family, average] = parts;
  const figure = family === 'average_precision' ? 'precision' : 'auc';
  return {
    name,
    kind: family === 'roc_auc_ovo' ? 'ovo' : average === 'micro' ? 'micro' : 'ovr',
    figure,
    bySize: average === 'weighted',
    ...(label !== undefined && { only: classes.indexOf(label) }),
    absentAsZero: figure === 'precision' && task === 'multilabel' && label === undefined,
  };
}

/** The problems of a kind that some of the rankings are made of. */
export function problemsOf(kind: Kind, rankings: readonly Ranking[], size: number): Problem[] {
  if (kind === 'micro') return [{ positive: undefined, negative: undefined }];
  const all = Array.from({ length: size }, (_, k) => k);
  const isAsked = (k: number) => rankings.some(({ only }) => only === undefined || only === k);
  return all
    .filter(isAsked)
    .flatMap((positive): Problem[] =>
      kind === 'ovr'
        ? [{ positive, negative: undefined }]
        : all.filter((negative) => negative !== positive).map((negative) => ({ positive, negative })),
    );
}

/** A problem on one slice: the weights of its two classes, and its AUC or average precision where it has one. */
export type Solved = { own: number; other: number; value: number | undefined };

/** `slope · x + shift` is what a row has of a problem, x its placement or its part of the precision. */
type Line = { slope: number; shift: number };

/**
 * The average as a mean over rows of `value` and, for each problem that the row belongs to, of its line: the influence
 * functions of the problems, (placement − AUC) over the share of the row's class in the rows (E. R. DeLong et al.,
 * Biometrics 44, 1988) or that of the average precision (see `curves.ts`); weights by class size vary with the rows too.
 */
export type Linear = { value: number; lines: { own: Line; other: Line }[] };

const NOTHING: Line = { slope: 0, shift: 0 };

/**
 * @param rows weight of the rows of the slice
 * @returns undefined where no problem has a value
 */
export function linearise(
  { kind, figure, bySize, only, absentAsZero }: Ranking,
  problems: readonly Problem[],
  solved: readonly Solved[],
  rows: number,
): Linear | undefined {
  const sizeOf = ({ own, other }: Solved) => (bySize ? (kind === 'ovo' ? own + other : own) : 1);
  const isMeant = ({ positive }: Problem) => only === undefined || positive === only;
  const meant = solved.filter((one, i) => {
    const problem = problems[i];
    return problem && isMeant(problem) && (one.value !== undefined || absentAsZero);
  });
  const whole = meant.reduce((sum, one) => sum + sizeOf(one), 0);
  if (whole === 0 || meant.every((one) => one.value === undefined)) return undefined;
  const value = meant.reduce((sum, one) => sum + sizeOf(one) * (one.value ?? 0), 0) / whole;
  const lines = solved.map((one, i) => {
    const problem = problems[i];
    const { own, other, value: at } = one;
    if (at === undefined || !problem || !isMeant(problem)) return { own: NOTHING, other: NOTHING };
    const share = (rows * sizeOf(one)) / whole;
    const bySizes = bySize ? (rows / whole) * (at - value) : 0;
    const [slope, opposite] = [share / own, figure === 'auc' ? share / other : share / own];
    return {
      own: { slope, shift: bySizes - slope * at },
      other: {
        slope: opposite,
        shift: figure === 'auc' ? (kind === 'ovo' ? bySizes : 0) - opposite * at : 0,
      },
    };
  });
  return { value, lines };
}
