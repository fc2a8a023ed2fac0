import { operationOf } from './openapi.ts';
import { type OperationId, operationIds } from './operations.ts';

type Pattern = { id: OperationId; method: string; expression: RegExp; names: string[]; template: string };

/** These parameters hold slashes: branch and tag names, file paths. */
const greedy = new Set(['ref', 'path', 'basehead', 'tag']);

function toPattern(id: OperationId): Pattern {
  const { path, method } = operationOf(id);
  // Assets are uploaded to another host than the API's, which the double serves below /uploads.
  const template = id === 'repos/upload-release-asset' ? `/uploads${path}` : path;
  const names: string[] = [];
  const source = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    if (/_(id|number)$/.test(name) && name !== 'workflow_id') return '(\\d+)';
    return greedy.has(name) ? '(.+)' : '([^/]+)';
  });
  return { id, method: method.toUpperCase(), expression: new RegExp(`^${source}$`), names, template };
}

/** Fewer parameters first, then longer templates, so that the most specific route wins. */
const patterns = operationIds
  .map(toPattern)
  .sort((a, b) => a.names.length - b.names.length || b.template.length - a.template.length);

/** The operation a request line means, with decoded path parameters; undefined when the double serves none. */
export function matchOperation(
  method: string,
  path: string,
): { id: OperationId; params: Record<string, string> } | undefined {
  for (const pattern of patterns) {
    if (pattern.method !== method) continue;
    const match = pattern.expression.exec(path);
    if (match === null) continue;
    const params = Object.fromEntries(
      pattern.names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
    );
    return { id: pattern.id, params };
  }
  return undefined;
}
