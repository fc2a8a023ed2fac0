// The protocol between a step and the runner: lines on the standard output that start with `::`, and files named by
// the environment. Written here because @actions/core loads an HTTP client into every action before its first line,
// a third of its start; a test holds each line and file against what @actions/core writes.
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import { EOL } from 'node:os';
import type { Environment } from './inputs.ts';

export type CommandProperties = Readonly<Record<string, string | number | undefined>>;

/** One workflow command, e.g. `::error file=a.csv,line=2::text`. Line ends and separators are escaped. */
export function workflowCommand(name: string, properties: CommandProperties, message: string): string {
  const listed = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== '' && value !== 0)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${listed.length === 0 ? '' : ` ${listed.join(',')}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Appends an entry `name` = `value` to the file of the runner that `variable` names. The delimiter is drawn anew, so
 * that no value can end its own entry.
 * @returns false where the runner names no such file
 * @throws Error when the file that is named is absent
 */
export function appendEntry(env: Environment, variable: string, name: string, value: string): boolean {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  return appendToFile(env, variable, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`);
}

/** Appends `text` as it is; see {@link appendEntry}. */
export function appendToFile(env: Environment, variable: string, text: string): boolean {
  const path = env[variable];
  if (path === undefined || path === '') return false;
  if (!existsSync(path)) throw new Error(`${variable} names the file ${path}, which does not exist`);
  appendFileSync(path, text, 'utf8');
  return true;
}
