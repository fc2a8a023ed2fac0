/**
 * Makes text of unknown origin safe to print on a runner: none of its lines is read as a workflow command. The
 * runner obeys `::name::` at the start of a line and the older `##[name]` anywhere, and ends a line at a lone
 * carriage return too.
 */
export function safeLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => escapeControls(line).replaceAll('##[', '## ['))
    .map((line) => (/^\s*::/.test(line) ? `| ${line}` : line))
    .join('\n');
}

/** Terminal control sequences could rewrite what stands above them: show them, do not send them. */
function escapeControls(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
