import { type CountedUnit, judgesChange, type Status } from '@proofmark/documents';
import {
  choosePrecision,
  formatAbout,
  formatChange,
  formatExact,
  formatNumber,
  formatPercent,
  type Measured,
} from '@proofmark/metrics';
import { decisiveEnds, type Requirement } from './judge.ts';
import type { Check } from './plan-checks.ts';

/** What the sentences about a check are made of. */
export type Numbers = {
  check: Check;
  requirement: Requirement;
  judged: Measured;
  scale: number | undefined;
  /** What the rows needed count. */
  counted: CountedUnit;
};

/** The units to add, and how many there are then. */
type Further = { rows: number; all: number };

/** Documents hold plain text: no typographic spaces. */
export function percent(share: number): string {
  return formatPercent(share).replaceAll('\u00a0', ' ');
}

/** `a drop of at most 0.005 is allowed`: the requirement in words. */
export function requirementText({ kind, direction, threshold }: Check): string {
  const bound = formatExact(threshold);
  const [loss, gain] = direction === 'higher' ? ['drop', 'gain'] : ['rise', 'fall'];
  const texts: Record<Check['kind'], string> = {
    minimum: `at least ${bound} is required`,
    maximum: `at most ${bound} is allowed`,
    'non-inferiority': threshold === 0 ? `no ${loss} is allowed` : `a ${loss} of at most ${bound} is allowed`,
    superiority: threshold === 0 ? `a ${gain} is required` : `a ${gain} of more than ${bound} is required`,
  };
  return texts[kind];
}

/** Decimals that let the limit be told from the bound. */
function formatter(
  { check, requirement, judged, scale }: Numbers,
  status: Status = 'pass',
): (value: number) => string {
  const ends = judged.interval && decisiveEnds(judged.interval, requirement);
  const limit = status === 'fail' ? ends?.forFail : ends?.forPass;
  const precision = choosePrecision(
    judged.interval,
    scale ?? judged.value,
    limit === undefined ? undefined : [limit, requirement.bound],
  );
  return (value) => (judgesChange(check) ? formatChange : formatNumber)(value, precision);
}

export function explainPoint(numbers: Numbers): string {
  const show = formatter(numbers);
  const { check, judged } = numbers;
  if (!judgesChange(check))
    return `The value is ${show(judged.value)}, and ${requirementText(check)} of the point value.`;
  return `The change is ${show(judged.value)} and ${requirementText(check)}; only the points were compared, so chance alone may have made it.`;
}

/** A gain that is larger than its own standard error, as the Ladder tells it. */
export function explainNewBest(numbers: Numbers): string {
  const show = formatter(numbers);
  const { value, standardError } = numbers.judged;
  return `The change is ${show(value)}, clear of the requirement by more than its standard error of ${formatExact(Number((standardError ?? 0).toPrecision(3)))}: a new best; ${requirementText(numbers.check)}.`;
}

/** A gain over the baseline that is no new best. */
export function explainBelowBest(
  numbers: Numbers,
  candidate: number,
  { best, step }: { best: { value: number }; step: number },
): string {
  const show = formatter(numbers);
  const short = (value: number) => formatExact(Number(value.toPrecision(4)));
  return `The change is ${show(numbers.judged.value)}, but a candidate before this one reached ${short(best.value)} on this test set; ${short(candidate)} is no new best, which is told only ${short(step)} beyond it (the standard errors of both).`;
}

/** What would be a pass, on a test set that proves nothing any more. */
export function explainSpent(reason: string, why: string): string {
  return `${reason} That proves nothing any more: ${why}; judge on a new test set.`;
}

/** A decided check: the number, how sure, and what was required. */
export function explainDecision(numbers: Numbers, status: 'pass' | 'fail'): string {
  const { check, requirement, judged } = numbers;
  const show = formatter(numbers, status);
  const ends = judged.interval && decisiveEnds(judged.interval, requirement);
  const above = (status === 'pass') === (requirement.good === 'above');
  const limit = ends ? (status === 'pass' ? ends.forPass : ends.forFail) : judged.value;
  return `${subject(check)} is ${show(judged.value)}; with ${percent(check.confidence)} confidence it is at ${above ? 'least' : 'most'} ${show(limit)}, ${status === 'pass' ? 'and' : 'but'} ${requirementText(check)}.`;
}

/** An undecided check: what the data leave open, and what would decide it. */
export function explainDoubt(numbers: Numbers, further: Further | undefined): string {
  const { check, judged } = numbers;
  const show = formatter(numbers);
  if (judged.interval === null) {
    const doubt = `${subject(check)} is ${show(judged.value)}, but ${judged.reason ?? 'its spread is unknown'}; ${requirementText(check)}`;
    return further ? `${doubt}; ${moreRows(numbers, further)} would probably decide it.` : `${doubt}.`;
  }
  const { lower, upper, level } = judged.interval;
  const range = `${subject(check)} is ${show(judged.value)}, between ${show(lower)} and ${show(upper)} with ${percent(level)} confidence, and ${requirementText(check)}`;
  if (!further) return `${range}: the data cannot tell${withoutRows(numbers)}.`;
  return `${range}: the data cannot tell; ${moreRows(numbers, further)} would probably decide it.`;
}

/** Where no number of rows can be told. */
function withoutRows({ check: { source }, counted: [, many] }: Numbers): string {
  if (source?.kind !== 'measure') return `, and more ${many} like these would not decide it`;
  return source.measure.quantile === undefined
    ? '; more past runs may decide it'
    : '; more rows may decide it, but how many is not known';
}

function moreRows({ check: { unit, slice }, counted: [one, many] }: Numbers, { rows, all }: Further): string {
  const what = slice.length === 0 ? '' : ' of this slice';
  const clusters = unit === 'cluster' ? ' in new clusters' : '';
  const inAll = formatAbout(all) === formatAbout(rows) ? '' : ` (${formatAbout(all)} in all)`;
  return `about ${formatAbout(rows)} more ${rows === 1 ? one : many}${what}${clusters}${inAll}`;
}

function subject(check: Check): string {
  return judgesChange(check) ? 'The change' : 'The value';
}
