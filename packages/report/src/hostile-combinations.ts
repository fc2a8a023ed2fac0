/** Hostile strings made of parts: each way to write a thing, in each place it could be taken for one. For tests. */
const around: readonly ((text: string) => string)[] = [
  (text) => `a ${text} b`,
  (text) => `|${text}|`,
  (text) => `\`${text}`,
  (text) => `${text}\``,
  (text) => `\n\n${text}\n\n`,
  (text) => `\\${text}`,
  (text) => `*${text}*`,
  (text) => `</td>${text}`,
  (text) => `&#10;${text}`,
  (text) => `\u200b${text}\u202e`,
];

const parts: readonly string[] = [
  '@octocat',
  '[x](https://evil.example)',
  '![x](https://evil.example/x.png)',
  'https://evil.example/a_b*c',
  'www.evil.example',
  '<img src=x onerror=alert(1)>',
  '<a href=x>y</a>',
  '# heading',
  '| --- | --- |',
  '```mermaid',
  '::error file=x,line=1::boom',
  '##[group]x',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u001b[2J',
  '%%{init: {}}%%',
  '<!--',
];

export const hostileCombinations: readonly string[] = parts.flatMap((part) =>
  around.map((wrap) => wrap(part)),
);
