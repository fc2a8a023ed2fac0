import type { z } from 'zod';
import { showReceived } from './errors.ts';

type Issue = z.core.$ZodIssue;

/** The words of JSON Schema in those of people who write YAML. */
const kinds: Readonly<Record<string, string>> = {
  object: 'a mapping of keys',
  record: 'a mapping of keys',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

const formats: Readonly<Record<string, string>> = {
  datetime: 'a date and time such as 2026-01-31T12:00:00Z',
  date: 'a date such as 2026-01-31',
  url: 'a URL',
};

/** What a value should have been, to stand behind "expected". */
export function expectationOf(issue: Issue): string {
  // Where a schema says it in words of its own, it begins as ours do.
  if (issue.message.startsWith('expected ')) return issue.message.slice('expected '.length);
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values
        .filter((value) => value !== undefined)
        .map(showReceived)
        .join(' or ');
    case 'too_small':
      return bound(issue, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return (
        formats[issue.format] ??
        (issue.pattern ? `a text like ${issue.pattern}` : `a text of the format ${issue.format}`)
      );
    case 'invalid_union': {
      const forms = issue.errors.flatMap(([first]) =>
        first && first.path.length === 0 ? [expectationOf(first)] : [],
      );
      return [...new Set(forms)].join(' or ') || 'one of the forms in the schema';
    }
    case 'invalid_key':
      return `another key (${issue.issues.map(expectationOf).join(', ')})`;
    case 'invalid_element':
      return `another entry (${issue.issues.map(expectationOf).join(', ')})`;
    case 'unrecognized_keys':
      return `no key ${issue.keys.map(showReceived).join(', ')}`;
    case 'custom': {
      // A check within a check hands on the library's words.
      const [, kind] = /^Invalid input: expected (\w+)/.exec(issue.message) ?? [];
      return kind === undefined ? issue.message : (kinds[kind] ?? kind);
    }
  }
}

const units: Readonly<Record<string, [one: string, more: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  map: ['key', 'keys'],
  object: ['key', 'keys'],
};

function bound(
  { origin, exact }: { origin: string; exact?: boolean },
  comparison: string,
  limit: number | bigint,
): string {
  const unit = units[origin]?.[limit === 1 ? 0 : 1];
  return `${exact ? 'exactly' : comparison} ${limit}${unit === undefined ? '' : ` ${unit}`}`;
}
