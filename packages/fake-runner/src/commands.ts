/** A line of output that the runner takes as an instruction (runner: `ActionCommand.cs`). */
export type Command = {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
};

/** What the runner registers; a line with any other name is plain output. */
export const commandNames: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/**
 * Reads `::name key=value,…::data` at the start of a line (after blanks), or the older `##[name key=value;…]data`
 * anywhere in it: untrusted text in the middle of a line can therefore still be a command.
 */
export function parseCommand(line: string, extraName?: string): Command | undefined {
  return parseCurrent(line, extraName) ?? parseOld(line);
}

function parseCurrent(line: string, extraName: string | undefined): Command | undefined {
  const text = line.trimStart();
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const head = text.slice(2, end);
  const blank = head.indexOf(' ');
  const name = (blank < 0 ? head : head.slice(0, blank)).trim();
  if (!commandNames.has(name.toLowerCase()) && name !== extraName) return undefined;
  return {
    name,
    properties: blank < 0 ? {} : parseProperties(head.slice(blank + 1), ',', unescapeProperty),
    data: unescapeData(text.slice(end + 2)),
  };
}

function parseOld(line: string): Command | undefined {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start < 0 || end < 0) return undefined;
  const head = line.slice(start + 3, end);
  const blank = head.indexOf(' ');
  const name = blank < 0 ? head : head.slice(0, blank);
  if (!commandNames.has(name.toLowerCase())) return undefined;
  return {
    name,
    properties: blank < 0 ? {} : parseProperties(head.slice(blank + 1), ';', unescapeOld),
    data: unescapeOld(line.slice(end + 1)),
  };
}

function parseProperties(text: string, separator: string, decode: (value: string) => string) {
  const pairs = text
    .trim()
    .split(separator)
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals).trim(), decode(pair.slice(equals + 1))];
    })
    .filter(([key, value]) => key !== '' && value !== '');
  return Object.fromEntries(pairs);
}

// The percent sign last: '%250A' is the text '%0A', not a line break.
function unescapeData(value: string): string {
  return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(value: string): string {
  return value
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

function unescapeOld(value: string): string {
  return value
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%25', '%');
}
