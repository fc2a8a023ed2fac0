import type { ColumnProfile, Evaluation, EvaluationSection, Logger, Profile } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { evaluatedRows, sourceTable } from '@proofmark/evaluate';
import { profileTable, type TableColumn } from '@proofmark/profile';

/**
 * Profiles the rows a model has just been evaluated on, and the scores it gave them: what production rows, and the
 * scores logged with them, will be compared with.
 */
export async function profileRows(
  engine: Engine,
  section: EvaluationSection,
  { testSet }: Evaluation,
  logger: Logger,
): Promise<Profile> {
  const table = sourceTable(section);
  const described = await describe(engine, table);
  // What identifies a row has no distribution worth watching.
  const columns = described.filter(({ name }) => name !== section.columns.id && !name.startsWith('__'));
  const { columns: profiles, omitted } = await profileTable(engine, table, columns);
  if (omitted.length > 0)
    logger.info(`No profile of ${omitted.join(', ')}: only numbers, texts and booleans have one`);
  const hasScore = described.some(({ name }) => name === section.columns.score);
  return {
    document: 'proofmark/profile',
    version: '1.0',
    source: { files: testSet.files, ...(testSet.sql === undefined ? {} : { sql: testSet.sql }) },
    rows: testSet.rows,
    columns: hasScore ? profiles : [...profiles, ...(await profileScores(engine, section.columns.score))],
    omitted,
  };
}

/** The scores of a model that has just been run stand beside the rows, not in them. */
async function profileScores(engine: Engine, name: string): Promise<ColumnProfile[]> {
  const { table, score } = evaluatedRows;
  const columns = (await describe(engine, table)).filter((column) => column.name === score);
  const { columns: profiles } = await profileTable(engine, table, columns);
  return profiles.map((profile) => ({ ...profile, name }));
}

async function describe(engine: Engine, table: string): Promise<TableColumn[]> {
  const rows = await engine.query(`DESCRIBE ${identifier(table)}`);
  return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
}
