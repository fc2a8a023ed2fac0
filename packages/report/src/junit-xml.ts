import { html } from './escape.ts';

export type Outcome = 'passed' | 'failure' | 'error' | 'skipped';
export type Case = { outcome: Outcome; xml: string };
export type Suite = { cases: readonly Case[]; xml: string };

/** A suite of cases; `attributes` and `properties` are untrusted text. */
export function suiteOf(
  name: string,
  cases: readonly Case[],
  { timestamp, properties }: { timestamp?: string | undefined; properties: Readonly<Record<string, string>> },
): Suite {
  return {
    cases,
    xml: [
      `<testsuite name="${text(name)}" ${totals(cases)} skipped="${count(cases, 'skipped')}"${timestamp === undefined ? '' : ` timestamp="${timestamp.slice(0, 19)}"`}>`,
      '<properties>',
      ...Object.entries(properties).map(([key, value]) => `<property name="${key}" value="${text(value)}"/>`),
      '</properties>',
      ...cases.map(({ xml }) => xml),
      '</testsuite>',
    ].join('\n'),
  };
}

/** Of all suites together; the schema of Jenkins knows no `skipped` there. */
export function totals(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${count(cases, 'failure')}" errors="${count(cases, 'error')}" time="0"`;
}

function count(cases: readonly Case[], wanted: Outcome): number {
  return cases.filter(({ outcome }) => outcome === wanted).length;
}

/** Control characters are gone already; U+FFFE and U+FFFF are no characters of XML 1.0 either. */
export function text(untrusted: string): string {
  return html(untrusted).replace(/[\ufffe\uffff]/g, '');
}
