/**
 * Reads what an action wrote to `$GITHUB_OUTPUT`, `$GITHUB_ENV` or `$GITHUB_STATE`: lines `name=value`, or
 * `name<<DELIMITER`, the value's lines, `DELIMITER` (runner: `FileCommandManager.cs`). A name given twice keeps its
 * last value. Throws with the runner's words when the file is malformed.
 */
export function parseFileCommands(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      const name = line.slice(0, equals);
      if (name === '') throw new Error(`Invalid format '${line}'. Name must not be empty`);
      pairs[name] = line.slice(equals + 1);
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      pairs[name] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return pairs;
}

/** Names a step must not put into the environment of later steps: NODE_OPTIONS would run code in every action. */
export function refusedEnvironmentName(name: string): boolean {
  return name.toUpperCase() === 'NODE_OPTIONS';
}

/** `$GITHUB_STEP_SUMMARY` beyond this many bytes is refused; the step itself goes on. */
export const summaryLimitBytes = 1024 * 1024;
