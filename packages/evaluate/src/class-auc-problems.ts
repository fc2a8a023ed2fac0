import type { ClassCounts } from './class-linear.ts';

/**
 * One-vs-rest and one-vs-one AUC. Each is a mean of binary problems: a class against all others by its own score, or
 * one class against one other by the score of the first, both ways round (D. J. Hand & R. J. Till, Machine Learning
 * 45, 2001). A row's term is the mean, plus its deviation in every problem that it belongs to: (placement − AUC) over
 * the share of its class in the problem (DeLong et al. 1988); weights by class size vary with the rows as well.
 */
export type Kind = 'ovr' | 'ovo';
export type Problem = { id: number; positive: number; negative: number | undefined };

export function problemsOf(kind: Kind, size: number): Problem[] {
  const classes = Array.from({ length: size }, (_, k) => k);
  const pairs = classes.flatMap((positive): Omit<Problem, 'id'>[] =>
    kind === 'ovr'
      ? [{ positive, negative: undefined }]
      : classes.filter((negative) => negative !== positive).map((negative) => ({ positive, negative })),
  );
  return pairs.map((pair, id) => ({ id, ...pair }));
}

/** What a row of each class has of a metric, and what it gains by its placement in each problem. */
export type Slope = { offsets: number[]; slopes: { own: number; other: number }[] };

/** @param areaOf the AUC of a problem; undefined where one of its classes is absent */
export function linearise(
  { rows, support }: ClassCounts,
  problems: readonly Problem[],
  areaOf: (id: number) => number | undefined,
  bySize: boolean,
): Slope | undefined {
  const sizes = problems.map(({ id, positive, negative }) => {
    const own = support[positive] ?? 0;
    const other = negative === undefined ? rows - own : (support[negative] ?? 0);
    const area = own > 0 && other > 0 ? areaOf(id) : undefined;
    return area === undefined
      ? undefined
      : { own, other, area, size: negative === undefined ? own : own + other };
  });
  const present = sizes.filter((size) => size !== undefined);
  const whole = present.reduce((sum, { size }) => sum + (bySize ? size : 1), 0);
  if (whole === 0) return undefined;
  const value = present.reduce((sum, { area, size }) => sum + (bySize ? size : 1) * area, 0) / whole;
  const offsets = support.map(() => value);
  const slopes = problems.map(({ positive, negative }, id) => {
    const known = sizes[id];
    if (!known) return { own: 0, other: 0 };
    const share = (bySize ? known.size : 1) / whole;
    const [own, other] = [(rows * share) / known.own, (rows * share) / known.other];
    support.forEach((_, k) => {
      const isOwn = k === positive;
      const isOther = negative === undefined ? !isOwn : k === negative;
      if (!isOwn && !isOther) return;
      let shift = -(isOwn ? own : other) * known.area;
      if (bySize && (isOwn || negative !== undefined)) shift += (rows / whole) * (known.area - value);
      offsets[k] = (offsets[k] ?? 0) + shift;
    });
    return { own, other };
  });
  return { offsets, slopes };
}
