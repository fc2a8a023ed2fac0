import {
  Drift,
  Evaluation,
  HistoryEntry,
  Profile,
  ReleaseManifest,
  type SliceKey,
  Validation,
  Verdict,
} from '@proofmark/documents';
import { marked, type Token } from 'marked';
import { describe, expect, test } from 'vitest';
import { renderComment } from './comment.ts';
import { renderDriftIssue, renderStableIssue } from './drift-issue.ts';
import {
  failing,
  makeContractDiff,
  makeDrift,
  makeHistory,
  makeManifest,
  makeProfile,
  makeValidation,
} from './fixtures.ts';
import { hostileCorpus } from './hostile-corpus.ts';
import { renderCommentHtml } from './html.ts';
import { renderHtmlReport } from './html-report.ts';
import type { ReportDocuments } from './input.ts';
import { renderReleaseNotes } from './release-notes.ts';
import { renderEvaluationSummary, renderValidationSummary, renderVerdictSummary } from './summary.ts';
import { printDrift } from './terminal/print-drift.ts';
import { printEvaluation } from './terminal/print-evaluation.ts';
import { printValidation } from './terminal/print-validation.ts';
import { printVerdict } from './terminal/print-verdict.ts';
import { printVerification, renderVerificationSummary, type Verification } from './verification.ts';

const { evaluation, verdict } = failing();
/** A few slices are enough, and keep many renderings quick. */
const isKept = ({ metric, slice: [part] }: { metric: string; slice: SliceKey }) =>
  (metric === 'recall' || metric === 'log_loss') &&
  (part === undefined || ['ORD', 'CLT', 'DFW'].includes(part.value));
const base = {
  evaluation: { ...evaluation, estimates: evaluation.estimates.filter(isKept) },
  verdict: { ...verdict, gates: verdict.gates.filter(isKept) },
  validations: [
    {
      ...makeValidation('fail'),
      contractDiff: makeContractDiff(),
      histograms: [
        { column: 'c', rows: 1, nulls: 0, unreadable: 0, edges: [0, 1], counts: [1], below: 0, above: 0 },
      ],
    },
  ],
  drift: makeDrift(),
  profile: makeProfile(),
  history: makeHistory(3),
};

/** Strings that are not free: literals of the schemas, digests, times. */
const FIXED = new Set(
  'document version createdAt sha256 evaluation profile kind status direction role task severity rule distance unit tool policy features impact breaks required found why'.split(
    ' ',
  ),
);

/** Puts a string before or behind every free string of a document. */
function poison(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => poison(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      (FIXED.has(key) && key !== 'profile') ||
      ((FIXED.has(key) || key === 'change') && typeof inner === 'string')
        ? inner
        : poison(inner, change),
    ]),
  );
}

function poisonAll(change: (text: string) => string): Required<Omit<ReportDocuments, 'validations'>> & {
  validations: Validation[];
} {
  return {
    verdict: Verdict.parse(poison(base.verdict, change)),
    evaluation: Evaluation.parse(poison(base.evaluation, change)),
    validations: base.validations.map((validation) => Validation.parse(poison(validation, change))),
    drift: Drift.parse(poison(base.drift, change)),
    profile: Profile.parse(poison(base.profile, change)),
    history: base.history.map((entry) => poisonEntry(entry, change)),
  };
}

/** Commit, time and status of an entry have fixed forms. */
function poisonEntry(entry: HistoryEntry, change: (text: string) => string): HistoryEntry {
  const { commit, at, status } = entry;
  return HistoryEntry.parse({ ...(poison(entry, change) as HistoryEntry), commit, at, status });
}

function renderMarkdowns(change: (text: string) => string): Record<string, string> {
  const documents = poisonAll(change);
  const context = { baseline: change('v1'), fork: change('eve/m') };
  const [validation] = documents.validations;
  if (!validation) throw new Error('the fixture has a validation');
  return {
    comment: renderComment(documents, context).markdown,
    verdictSummary: renderVerdictSummary(documents, context),
    evaluationSummary: renderEvaluationSummary(documents.evaluation),
    validationSummary: renderValidationSummary(validation),
    issue: renderDriftIssue(documents.drift).body,
    'closed issue': renderStableIssue(documents.drift),
    notes: renderReleaseNotes({
      ...documents,
      manifest: ReleaseManifest.parse(poison(makeManifest(), change)),
    }),
    verification: renderVerificationSummary(makeVerification(change)),
  };
}

function makeVerification(change: (text: string) => string): Verification {
  return {
    outcome: 'failed',
    checks: [
      { name: change('file'), status: 'fail', file: change('model.onnx'), reason: change('digest differs') },
      { name: 'signature', status: 'not-checked', file: undefined, reason: change('no key') },
    ],
    notes: [change('note')],
    manifest: { tag: change('m@v1.0.0'), commit: change('4f2c9ab') },
  };
}

/** The structure of Markdown without its words: what kind of thing stands where, and the HTML verbatim. */
function skeleton(tokens: readonly Token[]): string {
  const parts = tokens.map((token): string => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return 'tokens' in token && token.tokens ? skeleton(token.tokens) : 'text';
      case 'html':
        return token.raw.trim();
      case 'table':
        return `table(${token.header.length};${token.rows
          .map((row: { tokens: Token[] }[]) => row.map(({ tokens: inner }) => skeleton(inner)).join('|'))
          .join(';')})`;
      case 'list':
        return `list(${token.items.map((item: { tokens: Token[] }) => skeleton(item.tokens)).join(';')})`;
      case 'code':
        return `code(${token.lang})`;
      default:
        return 'tokens' in token && token.tokens ? `${token.type}(${skeleton(token.tokens)})` : token.type;
    }
  });
  return parts.join(' ').replace(/text( text)+/g, 'text');
}

/** The elements of a page with the names of their attributes. */
function elements(page: string): string[] {
  return [...page.matchAll(/<(\/?[a-zA-Z!][^\s>]*)([^>]*)>/g)].map(
    ([, name, attributes = '']) =>
      `${name} ${[...attributes.matchAll(/([\w-]+)="[^"]*"/g)].map(([, key]) => key).join(' ')}`,
  );
}

/** The empty string would leave a metric its known name, so it is a space here. */
const ways: { way: string; add: (hostile: string) => (text: string) => string }[] = [
  { way: 'before', add: (hostile) => (text) => (hostile || ' ') + text },
  { way: 'behind', add: (hostile) => (text) => text + (hostile || ' ') },
  { way: 'instead', add: (hostile) => () => hostile || ' ' },
];

describe('whatever stands in the documents', () => {
  test('the corpus has at least 300 strings', () => {
    expect(new Set(hostileCorpus).size).toBeGreaterThanOrEqual(300);
  });

  for (const { way, add } of ways) {
    const harmless = renderMarkdowns(add('x'));
    const wanted = Object.fromEntries(
      Object.entries(harmless).map(([place, text]) => [place, skeleton(marked.lexer(text))]),
    );

    test(`no string put ${way} changes the structure of any Markdown`, () => {
      for (const hostile of hostileCorpus) {
        for (const [place, text] of Object.entries(renderMarkdowns(add(hostile)))) {
          const found = skeleton(marked.lexer(text));
          const differing = found.split(' space ').filter((part) => !wanted[place]?.includes(part));
          expect({ hostile, place, differing, same: found === wanted[place] }).toEqual({
            hostile,
            place,
            differing: [],
            same: true,
          });
          const named = { hostile, place };
          expect({
            ...named,
            mentions: text.replace(OWN_COMMAND, '').match(/@[\w-]|&#\w+;|&commat/gi),
          }).toEqual({
            ...named,
            mentions: null,
          });
          expect({ ...named, invisible: text.match(INVISIBLE) }).toEqual({ ...named, invisible: null });
        }
      }
    });

    test(`no string put ${way} adds an element or attribute to a page`, () => {
      const pages = (change: (text: string) => string) => {
        const documents = poisonAll(change);
        const comment = renderComment(documents);
        return [renderCommentHtml(comment, change('t')), renderHtmlReport(documents)].map((page) =>
          page.replace(/<style>[\s\S]*?<\/style>/, ''),
        );
      };
      const expected = pages(add('x')).map(elements);
      // Drawing takes long; `figure.test.ts` draws every string.
      for (const hostile of hostileCorpus.filter((_, i) => i % 5 === 0)) {
        for (const [i, page] of pages(add(hostile)).entries()) {
          const found = elements(page).filter((element) => !VARIABLE.test(element));
          const clean = expected[i]?.filter((element) => !VARIABLE.test(element));
          if (found.join('\n') !== clean?.join('\n'))
            expect({ hostile, found }).toEqual({ hostile, found: clean });
        }
      }
    });

    test(`no string put ${way} moves the cursor, starts a line or is a command in a terminal`, () => {
      const print = (change: (text: string) => string) => {
        const { verdict, evaluation, validations, drift } = poisonAll(change);
        return [
          printVerdict(verdict, { color: false }),
          ...validations.map((one) => printValidation(one, { color: false })),
          printDrift(drift, { color: false }),
          printEvaluation(evaluation),
          printVerification(makeVerification(change)),
        ].join('\n');
      };
      const lines = print(add('x')).split('\n').length;
      for (const hostile of hostileCorpus) {
        const text = print(add(hostile));
        expect({ hostile, lines: text.split('\n').length }).toEqual({ hostile, lines });
        expect({ hostile, bad: text.match(/^\s*::|##\[|[^\P{Cc}\n]|\p{Cf}/mu) }).toEqual({
          hostile,
          bad: null,
        });
      }
    });
  }
});

/** Controls, format characters but the zero-width space that we put, blank-looking letters. */
const INVISIBLE = /[^\P{Cc}\n]|(?!\u200b)\p{Cf}|\u3164|\u034f|\p{Cs}/u;

/** A tag stands in a command to copy, inside a fence, where nobody is mentioned. */
const OWN_COMMAND = /^gh release download .*$/m;

/** Tilted labels of a chart depend on the length of its words. */
const VARIABLE = /^\/?g( |$)/;
