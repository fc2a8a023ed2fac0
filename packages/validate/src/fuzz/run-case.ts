import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { parseDocument, silentLogger, UserError, type Validation } from '@proofmark/documents';
import { type Engine, identifier, literal, openEngine } from '@proofmark/engine';
import { contractText, NOW } from '../test-support.ts';
import { validate } from '../validate.ts';
import type { FuzzCase, FuzzColumn } from './cases.ts';
import type { JoinedCase } from './joined-cases.ts';
import { countByHand } from './reference.ts';
import { compareJoined } from './run-joined.ts';
import { compareTimed } from './run-timed.ts';
import type { TimedCase } from './timed-cases.ts';

/** Numbers that JavaScript would round are marked and unquoted in the text. */
const raw = (numeral: string) => `@@${numeral}@@`;
const unquote = (json: string) => json.replaceAll(/"@@([^@"]*)@@"/g, '$1');

export function contractOf({ columns, key, rowsAtLeast }: FuzzCase): string {
  const properties = columns.map((column) => {
    const { name, type, required, unique, minLength, maxLength, pattern, tolerance } = column;
    const isNumber = type === 'integer' || type === 'number';
    const bound = (text: string | undefined) => (text === undefined || !isNumber ? text : raw(text));
    const options = {
      minimum: bound(column.minimum),
      exclusiveMinimum: bound(column.exclusiveMinimum),
      maximum: bound(column.maximum),
      exclusiveMaximum: bound(column.exclusiveMaximum),
      multipleOf: bound(column.multipleOf),
      minLength,
      maxLength,
      pattern,
    };
    const hasOptions = Object.values(options).some((option) => option !== undefined);
    const position = key.indexOf(name);
    return {
      name,
      logicalType: type,
      required,
      unique,
      ...(position < 0 ? {} : { primaryKey: true, primaryKeyPosition: position + 1 }),
      ...(hasOptions ? { logicalTypeOptions: options } : {}),
      ...(column.enum ? { enum: column.enum.map((text) => ({ value: literalOf(type, text) })) } : {}),
      ...(tolerance === undefined
        ? {}
        : { customProperties: [{ property: 'proofmarkTolerance', value: tolerance }] }),
      quality: qualityOf(column),
    };
  });
  const quality = [
    { id: 'rowCount', type: 'library', metric: 'rowCount', mustBeGreaterOrEqualTo: rowsAtLeast },
  ];
  return unquote(contractText({ properties, quality }));
}

function literalOf(type: FuzzColumn['type'], text: string): unknown {
  if (type === 'boolean') return text === 'true';
  return type === 'integer' || type === 'number' ? raw(text) : text;
}

function qualityOf({ nullsAtMost, repeatsAtMost }: FuzzColumn): Record<string, unknown>[] {
  const nulls = nullsAtMost && {
    id: 'nulls',
    type: 'library',
    metric: 'nullValues',
    mustBeLessOrEqualTo: nullsAtMost.value,
    unit: nullsAtMost.unit,
  };
  const repeated = repeatsAtMost !== undefined && {
    id: 'repeats',
    type: 'library',
    metric: 'duplicateValues',
    mustBeLessOrEqualTo: repeatsAtMost,
  };
  return [nulls, repeated].filter((rule) => typeof rule === 'object');
}

/** Far below the time of a case. */
const SQL_LIMIT_MS = 1_000;

let written = 0;

/**
 * Writes the data of a case; Parquet through the engine. No two files have one name: the engine keeps what it read of a
 * file until the file's time changes, and cases follow one another within a tick of that clock.
 * @returns the file's name
 */
async function writeData(engine: Engine, directory: string, fuzzCase: FuzzCase): Promise<string> {
  const { columns, rows, format } = fuzzCase;
  const name = `data-${++written}.${format}`;
  const path = join(directory, name);
  const row = (i: number) => columns.map(({ values }) => values[i] ?? null);
  const indices = Array.from({ length: rows }, (_, i) => i);
  switch (format) {
    case 'csv': {
      const quote = (text: string | null) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`);
      const lines = [columns.map(({ name }) => name), ...indices.map(row)];
      await writeFile(path, lines.map((cells) => `${cells.map(quote).join(',')}\n`).join(''));
      return name;
    }
    case 'jsonl': {
      const lines = indices.map((i) =>
        unquote(
          JSON.stringify(
            Object.fromEntries(
              columns.map(({ name, type, values }) => [name, jsonOf(type, values[i] ?? null)]),
            ),
          ),
        ),
      );
      await writeFile(path, lines.map((line) => `${line}\n`).join(''));
      return name;
    }
    case 'parquet': {
      const lists = columns.map(({ name, stored, values }) => {
        const texts = values.map((value) => (value === null ? 'NULL' : literal(value))).join(', ');
        return `CAST(unnest([${texts}]::VARCHAR[]) AS ${stored}) AS ${identifier(name)}`;
      });
      await engine.query(`COPY (SELECT ${lists.join(', ')}) TO ${literal(path)}`);
      return name;
    }
  }
}

function jsonOf(type: FuzzColumn['type'], text: string | null): unknown {
  return text === null ? null : literalOf(type, text);
}

/** Removes what a case attached, so that the next one finds the engine as if it were fresh. */
export async function clearEngine(engine: Engine): Promise<void> {
  const views = await engine.query('SELECT view_name FROM duckdb_views() WHERE NOT internal');
  for (const { view_name } of views) await engine.query(`DROP VIEW ${identifier(String(view_name))}`);
}

export async function validateWith(
  engine: Engine,
  directory: string,
  contract: string,
  file: string,
): Promise<Validation> {
  const validation = await validate({
    contract: readContract(contract, 'contract.odcs.yaml'),
    files: [file],
    directory,
    engine,
    options: { now: NOW, sqlTimeoutMs: SQL_LIMIT_MS },
    logger: silentLogger,
  });
  return parseDocument(JSON.stringify(validation), 'validation', 'validation');
}

/** The rules whose counts differ from those of the independent checker: one line each, nothing when all agree. */
export async function compareCase(engine: Engine, directory: string, fuzzCase: FuzzCase): Promise<string[]> {
  await clearEngine(engine);
  const file = await writeData(engine, directory, fuzzCase);
  const { checks, data } = await validateWith(engine, directory, contractOf(fuzzCase), file);
  const expected = countByHand(fuzzCase);
  const differences =
    data.rows === fuzzCase.rows ? [] : [`rows: expected ${fuzzCase.rows}, received ${data.rows}`];
  for (const [id, { failing, passes }] of expected) {
    const check = checks.find((each) => each.id === id);
    // JSON of nulls alone gives a column no type, and no bound applies to it.
    if (check?.status === 'not-applicable' && check.reason?.includes('stored as JSON') && failing === 0)
      continue;
    const wanted = `${failing} failing, ${passes ? 'pass' : 'fail'}`;
    const found = check
      ? `${check.failing} failing, ${check.status}${check.reason ? ` (${check.reason})` : ''}`
      : 'no such check';
    if (found !== wanted) differences.push(`${id}: expected ${wanted}; received ${found}`);
  }
  return differences;
}

/** A directory and an engine that many cases share; SQL of a contract seals an engine, which is then left behind. */
export class FuzzBench {
  readonly directory: string;
  #engine: Engine | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  async engine(): Promise<Engine> {
    this.#engine ??= await openEngine({
      workDirectory: this.directory,
      threads: 1,
      queryTimeoutMs: WALL_LIMIT_MS,
    });
    await clearEngine(this.#engine);
    return this.#engine;
  }

  async close(): Promise<void> {
    await this.#engine?.close();
    this.#engine = undefined;
  }

  async compare(fuzzCase: FuzzCase): Promise<string[]> {
    return inTime(compareCase(await this.engine(), this.directory, fuzzCase));
  }

  async compareJoined(each: JoinedCase): Promise<string[]> {
    try {
      return await inTime(compareJoined(await this.engine(), this.directory, each));
    } finally {
      if (each.sql) await this.close();
    }
  }

  async compareTimed(each: TimedCase): Promise<string[]> {
    return inTime(compareTimed(await this.engine(), this.directory, each));
  }

  /** Validates whatever it is given. @returns what is wrong with the answer; a UserError is a good answer */
  async survive(contract: string, file: string, content: string | Uint8Array | FuzzCase): Promise<string[]> {
    try {
      const engine = await this.engine();
      const isBytes = typeof content === 'string' || content instanceof Uint8Array;
      const name = isBytes ? `${++written}-${file}` : await writeData(engine, this.directory, content);
      if (isBytes) await writeFile(join(this.directory, name), content);
      return findSilence(await inTime(validateWith(engine, this.directory, contract, name)));
    } catch (error) {
      if (error instanceof UserError && error.code !== 'engine-timeout') return [];
      throw error;
    } finally {
      if (/sql/i.test(contract)) await this.close();
    }
  }
}

/** A busy machine makes a quick case late, so a hang shows in the time of the processor; a deadlock in the clock's. */
const CPU_LIMIT_MS = 5_000;
const WALL_LIMIT_MS = 60_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${WALL_LIMIT_MS} ms`)), WALL_LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    const { user, system } = process.cpuUsage(before);
    const used = (user + system) / 1000;
    // biome-ignore lint/correctness/noUnsafeFinally: a slow answer is worse than any other
    if (used > CPU_LIMIT_MS) throw new Error(`the case took ${used} ms of the processor`);
  }
}

/** What a validation passes over in silence: rules not enforced without a reason, a pass in spite of a failure. */
function findSilence({ checks, coverage, status, data, notes }: Validation): string[] {
  const silent = checks.filter(
    (check) => (check.status === 'unsupported' || check.status === 'not-applicable') && !check.reason,
  );
  const broken = checks.some((check) => check.status === 'fail' && check.severity === 'error');
  const unsupported = checks.some((check) => check.status === 'unsupported');
  // The check that the data can be read is declared by no contract.
  const declared = checks.filter(({ rule }) => rule !== 'readable');
  const count = (wanted: string) => declared.filter((check) => check.status === wanted).length;
  const notRun = declared.filter(({ status, reason }) => status === 'fail' && reason !== undefined).length;
  const enforced = count('pass') + count('fail') - notRun;
  return [
    ...silent.map(({ id }) => `${id} is not enforced and does not say why`),
    ...(broken !== (status === 'fail') ? [`status ${status} with${broken ? '' : 'out'} a broken rule`] : []),
    ...(unsupported && status === 'pass' ? ['pass although a rule is unsupported'] : []),
    ...(enforced !== coverage.enforced || declared.length !== coverage.declared ? ['wrong coverage'] : []),
    ...(data.rows === 0 && status === 'pass' ? ['pass without one row'] : []),
    ...(data.rows === 0 && notes.length === 0 ? ['no rows, and no note about it'] : []),
  ];
}
