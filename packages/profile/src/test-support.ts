import { tmpdir } from 'node:os';
import type { ColumnProfile } from '@proofmark/documents';
import { type Engine, openEngine } from '@proofmark/engine';
import { afterAll, beforeAll } from 'vitest';
import { profileLike, profileTable } from './profile.ts';

export type Profiling = {
  engine: () => Engine;
  makeTable(
    select: string,
    kind?: 'TABLE' | 'VIEW',
  ): Promise<{ table: string; columns: { name: string; type: string }[] }>;
  profile(select: string): ReturnType<typeof profileTable>;
  /** The profile of a table of one column `x`. */
  profileOf(select: string): Promise<ColumnProfile | undefined>;
  /** In the bins of an earlier profile. */
  profileIn(select: string, reference: readonly ColumnProfile[]): Promise<ColumnProfile[]>;
};

/** One engine for the tests of a file, and profiles of what a SELECT gives. */
export function useProfiling(): Profiling {
  let engine: Engine;
  let tables = 0;
  beforeAll(async () => {
    engine = await openEngine({ workDirectory: import.meta.dirname, tempDirectory: tmpdir(), threads: 2 });
  });
  afterAll(() => engine.close());

  async function makeTable(select: string, kind: 'TABLE' | 'VIEW' = 'TABLE') {
    const table = `t${tables++}`;
    await engine.query(`CREATE ${kind} ${table} AS ${select}`);
    const described = await engine.query(`DESCRIBE ${table}`);
    const columns = described.map((row) => ({
      name: String(row.column_name),
      type: String(row.column_type),
    }));
    return { table, columns };
  }

  async function profile(select: string) {
    const { table, columns } = await makeTable(select);
    return profileTable(engine, table, columns);
  }

  return {
    engine: () => engine,
    makeTable,
    profile,
    profileOf: async (select) => (await profile(select)).columns[0],
    async profileIn(select, reference) {
      const { table, columns } = await makeTable(select);
      return profileLike(engine, table, columns, reference);
    },
  };
}
