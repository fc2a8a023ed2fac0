import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { cell, html, inline, mermaidLabel, plain, prose, shellWord } from './escape.ts';
import { hostileCorpus } from './hostile-corpus.ts';

describe('inline', () => {
  test.each([
    ['roc_auc', '`roc_auc`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['@octocat', '`@\u200boctocat`'],
    ['&amp;#64;octocat', '`@\u200boctocat`'],
    ['&lt;b&gt;', '`<b>`'],
    ['', '`(empty)`'],
    ['a\n# b', '`a # b`'],
    ['e\u0301', '`é`'],
    ['\u202egnp.exe', '`gnp.exe`'],
    ['a\u001b[31mb', '`a[31mb`'],
    ['x'.repeat(500), `\`${'x'.repeat(119)}…\``],
  ])('shows %j as %j', (untrusted, shown) => {
    expect(inline(untrusted)).toBe(shown);
  });

  test('cuts at code points, never inside a surrogate pair', () => {
    expect(inline('😀'.repeat(300))).toBe(`\`${'😀'.repeat(119)}…\``);
  });
});

test.each([
  ['a|b', '`a\\|b`'],
  ['a\\|b', '`a\\\u200b\\|b`'],
  ['||', '`\\|\\|`'],
])('a table cell shows %j as %j', (untrusted, shown) => {
  expect(cell(untrusted)).toBe(shown);
});

test.each([
  ['delay is at least −60', 'delay is at least −60'],
  ['a*b_c', 'a\\*b\\_c'],
  ['1. first', '1\\. first'],
  ['- item', '\\- item'],
  ['see https://x.example', 'see https:\u200b//x.example'],
  ['lower 95 % limit, -0.0012', 'lower 95 % limit, -0.0012'],
])('prose shows %j as %j', (untrusted, shown) => {
  expect(prose(untrusted)).toBe(shown);
});

test('every string of the corpus is one code span, and as prose nothing but text', () => {
  for (const hostile of hostileCorpus) {
    expect({ hostile, html: marked.parseInline(`a ${inline(hostile)} b`) }).toEqual({
      hostile,
      html: expect.stringMatching(/^a <code>[^<]*<\/code> b$/),
    });
    expect({ hostile, html: marked.parse(prose(hostile)) }).toEqual({
      hostile,
      html: expect.stringMatching(/^<p>[^<]*<\/p>\n$/),
    });
  }
});

test.each([
  [html, '"><img src=x>', '&quot;&gt;&lt;img src=x&gt;'],
  [mermaidLabel, '"] bar [1]', '__ bar _1_'],
  [mermaidLabel, '%%{init: {}}%%', '%%_init_ ___%%'],
  [mermaidLabel, '', '_'],
  [mermaidLabel, 'store-number-with-a-long-name-12', 'store-numbe...ng-name-12'],
  [plain, '\r::error::boom', '| ::error::boom'],
  [plain, '\u001b[31mred', '[31mred'],
  [shellWord, 'data/*.parquet', "'data/*.parquet'"],
  [shellWord, 'flight-delay@v1.3.0', 'flight-delay@v1.3.0'],
  [shellWord, '$(x)', undefined],
  [shellWord, '-rf', undefined],
  [shellWord, 'a\nb', undefined],
])('%o of %j is %j', (disarm, untrusted, shown) => {
  expect(disarm(untrusted)).toBe(shown);
});
