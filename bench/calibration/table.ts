export function count(units: number): string {
  return units.toLocaleString('en-US');
}

export function percent(share: number, digits = 1): string {
  return (100 * share).toFixed(digits);
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Head and rule of a table: names on the left, numbers on the right. */
export function head(names: readonly string[], numbers: readonly string[]): string[] {
  return [row([...names, ...numbers]), `|${'---|'.repeat(names.length)}${'---:|'.repeat(numbers.length)}`];
}
