import { readContract } from '../read-contract.ts';
import { type Rule, rules } from '../rules.ts';

/** The rules of a document, a value of each line, so that lines tell the values apart. */
export function rulesOf(document: unknown, file = 't.json'): Rule[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document, null, 1);
  return rules(readContract(text, file));
}

/** A rule without what every rule has: its test, or why there is none. */
export function planOf(rule: Rule | undefined): unknown {
  if (!rule) return undefined;
  return rule.plan.status === 'enforced' ? rule.plan.test : `${rule.plan.status}: ${rule.plan.reason}`;
}

/** The line of a text that holds a part of it, from 1. */
export function lineOf(document: unknown, part: string): number {
  const lines = JSON.stringify(document, null, 1).split('\n');
  return lines.findIndex((line) => line.includes(part)) + 1;
}
