import type { MonitorSection } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { filesOf } from './workplace.ts';

/** Opens the rows of a section of the configuration: files, and the user's SELECT over them as the table `data`. */
export async function openRows(
  engine: Engine,
  rows: MonitorSection['rows'],
  table: string,
): Promise<{ name: string; type: string }[]> {
  const columns = await engine.attach('data', { files: filesOf(rows.files), rowNumbers: true });
  if (rows.sql !== undefined) return engine.select(table, rows.sql, 'view', 'monitor.rows.sql');
  await engine.query(`CREATE VIEW ${identifier(table)} AS SELECT * FROM data`);
  return columns;
}
