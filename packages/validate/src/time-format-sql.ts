import type { TimeForm } from '@proofmark/contract';
import { literal } from '@proofmark/engine';

/**
 * SQL of what a text says in one of the forms of its format; NULL where it has none of them.
 * @param finish makes the wanted type of what a form was read into
 */
export function readForms(
  raw: string,
  forms: readonly TimeForm[],
  finish: (read: string, form: TimeForm) => string,
): string {
  const cases = forms.map((form) => {
    const read = finish(`try_strptime(${raw}, ${literal(form.strptime)})`, form);
    return ` WHEN ${hasForm(raw, form)} THEN ${read}`;
  });
  return `CASE${cases.join('')} END`;
}

function hasForm(raw: string, { re2, compared }: TimeForm): string {
  const matches = `regexp_full_match(${raw}, ${literal(re2)})`;
  if (!compared) return matches;
  const part = (group: number) => `regexp_extract(${raw}, ${literal(re2)}, ${group})`;
  // By the parts of the date as they are written: an offset may move the instant to another day.
  const written = compared.date.groups.map(part).join(" || ' ' || ");
  const date = `try_strptime(${written}, ${literal(compared.date.strptime)})`;
  const agreements = compared.with.map(({ group, field, directive }) =>
    field === 'weekday'
      ? `strftime(${date}, ${literal(directive)}) = ${part(group)}`
      : `dayofyear(${date}) = try_cast(${part(group)} AS INTEGER)`,
  );
  return [matches, ...agreements].join(' AND ');
}
