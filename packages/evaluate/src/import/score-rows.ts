/** One row of a test set with the scores that a tool gave it, and facts about it to slice by. */
export type ScoreRow = {
  /** Names the row and what was asked: equal ids mean the same question. */
  id: string;
  scores: Readonly<Record<string, number>>;
  facts: Readonly<Record<string, string>>;
};

export type ScoreRows = {
  rows: ScoreRow[];
  /** Scores of which less is better. */
  lower: ReadonlySet<string>;
  /** What was not taken over, and why. */
  notes: string[];
};

/** Collects the scores of rows; the repeats of a row are averaged, as they are not independent. */
export class ScoreCollector {
  readonly #rows = new Map<string, { scores: Map<string, number[]>; facts: ScoreRow['facts'] }>();

  add(id: string, scores: Readonly<Record<string, number>>, facts: ScoreRow['facts']): void {
    const row = this.#rows.get(id) ?? { scores: new Map<string, number[]>(), facts };
    this.#rows.set(id, row);
    for (const [name, value] of Object.entries(scores))
      row.scores.set(name, [...(row.scores.get(name) ?? []), value]);
  }

  rows(): ScoreRow[] {
    return [...this.#rows].map(([id, { scores, facts }]) => ({
      id,
      scores: Object.fromEntries([...scores].map(([name, values]) => [name, meanOf(values)])),
      facts,
    }));
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The scores that every row of every side has, in order, and notes about the others. */
export function completeScores(sides: readonly (readonly ScoreRow[])[]): {
  names: string[];
  notes: string[];
} {
  const all = [...new Set(sides.flat().flatMap(({ scores }) => Object.keys(scores)))];
  const notes: string[] = [];
  const names = all.filter((name) => {
    const lacking = sides.flat().filter(({ scores }) => scores[name] === undefined).length;
    if (lacking > 0) notes.push(`${name}: ${lacking} of ${sides.flat().length} rows have no such score`);
    return lacking === 0;
  });
  return { names, notes };
}

/** The facts that every row has; names of scores and of the id come first. */
export function completeFacts(rows: readonly ScoreRow[], taken: readonly string[]): string[] {
  const [first] = rows;
  return Object.keys(first?.facts ?? {}).filter(
    (name) => name !== 'id' && !taken.includes(name) && rows.every(({ facts }) => facts[name] !== undefined),
  );
}

/** A prediction file of the task scores, as JSON lines. */
export function writeRows(
  rows: readonly ScoreRow[],
  names: { scores: readonly string[]; facts: readonly string[] },
): string {
  return rows
    .map(({ id, scores, facts }) => {
      const values = names.scores.map((name) => [name, scores[name]]);
      const known = names.facts.map((name) => [name, facts[name]]);
      return `${JSON.stringify({ id, ...Object.fromEntries([...known, ...values]) })}\n`;
    })
    .join('');
}
