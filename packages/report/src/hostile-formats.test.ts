import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { annotateValidation, annotateVerdict } from './annotations.ts';
import { renderGitlabCodeQuality } from './gitlab-code-quality.ts';
import { renderGitlabMetrics } from './gitlab-metrics.ts';
import { hostileCorpus } from './hostile-corpus.ts';
import {
  type Change,
  poisonAll,
  poisonDiagnosis,
  poisonPlan,
  poisonVerification,
} from './hostile-documents.ts';
import { ways } from './hostile-ways.ts';
import { renderJunit } from './junit.ts';
import { renderSarif } from './sarif.ts';
import { renderDiagnosisSarif } from './sarif-diagnosis.ts';
import { printContractDiff } from './terminal/print-contract-diff.ts';
import { printDiagnosis } from './terminal/print-diagnosis.ts';
import { printDrift } from './terminal/print-drift.ts';
import { printEvaluation } from './terminal/print-evaluation.ts';
import { printPlan } from './terminal/print-plan.ts';
import { printValidation } from './terminal/print-validation.ts';
import { printVerdict } from './terminal/print-verdict.ts';
import { printVerification } from './verification.ts';

/** A workflow command, a control character, or one that turns or hides text, but the zero-width space that we put. */
const ALIVE = /^\s*::|##\[|[^\P{Cc}\n]|(?!\u200b)\p{Cf}/mu;
const plainText = { color: false };

function printAll(change: Change): string {
  const { verdict, evaluation, validations, drift } = poisonAll(change);
  return [
    printVerdict(verdict, plainText),
    ...validations.map((one) => printValidation(one, plainText)),
    ...validations.map(({ contractDiff }) =>
      contractDiff ? printContractDiff(contractDiff, plainText) : '',
    ),
    printDrift(drift, plainText),
    printEvaluation(evaluation),
    printVerification(poisonVerification(change)),
    printDiagnosis(poisonDiagnosis(change), plainText),
    printPlan(poisonPlan(change)),
  ].join('\n');
}

/** The keys and shapes of JSON or XML without its words; only what is a path of the repository has a base. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value === null || typeof value !== 'object') return typeof value;
  const entries = Object.entries(value).filter(([key]) => key !== 'uriBaseId');
  return Object.fromEntries(entries.map(([key, inner]) => [key, shapeOf(inner)]));
}

const parser = new XMLParser({ ignoreAttributes: false, parseAttributeValue: false, parseTagValue: false });
const line = () => ({ file: 'proofmark.yml', line: 3 });

function renderData(change: Change): Record<string, unknown> {
  const documents = poisonAll(change);
  const { verdict, validations } = documents;
  const junit = renderJunit(validations, verdict);
  expect(XMLValidator.validate(junit)).toBe(true);
  return {
    sarif: JSON.parse(renderSarif(validations)),
    'sarif of doctor': JSON.parse(renderDiagnosisSarif(poisonDiagnosis(change))),
    junit: parser.parse(junit),
    'gitlab code quality': JSON.parse(renderGitlabCodeQuality(documents, line)),
    annotations: [
      ...validations.flatMap((one) => annotateValidation(one)),
      ...annotateVerdict(verdict, line),
    ],
  };
}

/** SARIF viewers make links of `[text](target)`; ours name a place by its number. */
const LINK = /\]\((?!\d+\))/;

describe.each(ways)('a hostile string put $way', ({ add }) => {
  test('moves no cursor, starts no line and is no command in a terminal', () => {
    const lines = printAll(add('x')).split('\n').length;
    for (const hostile of hostileCorpus) {
      const text = printAll(add(hostile));
      expect({ hostile, lines: text.split('\n').length, alive: text.match(ALIVE) }).toEqual({
        hostile,
        lines,
        alive: null,
      });
    }
  });

  test('is a value in SARIF, JUnit, GitLab reports and annotations, without changing their shape', () => {
    const wanted = Object.entries(renderData(add('x'))).map(([, value]) => shapeOf(value));
    for (const hostile of hostileCorpus) {
      for (const [i, [format, value]] of Object.entries(renderData(add(hostile))).entries()) {
        expect({ hostile, format, shape: shapeOf(value) }).toEqual({ hostile, format, shape: wanted[i] });
        const messages = messagesOf(value);
        const alive = messages.filter((text) => ALIVE.test(text) || text.includes('\n'));
        const links = format.startsWith('sarif') ? messages.filter((text) => LINK.test(text)) : [];
        expect({ hostile, format, alive, links }).toEqual({ hostile, format, alive: [], links: [] });
      }
    }
  });

  test('stays inside the quotes of a label in the metrics report of GitLab', () => {
    const sample =
      /^[A-Za-z_][A-Za-z0-9_]*(\{[A-Za-z_]\w*="([^"\\\n]|\\["\\n])*"(,[A-Za-z_]\w*="([^"\\\n]|\\["\\n])*")*\})? -?[\d.e+-]+$/;
    for (const hostile of hostileCorpus) {
      const lines = renderGitlabMetrics(poisonAll(add(hostile)))
        .trimEnd()
        .split('\n');
      expect({ hostile, bad: lines.filter((text) => text !== '# EOF' && !sample.test(text)) }).toEqual({
        hostile,
        bad: [],
      });
    }
  });
});

/** What a viewer reads: the texts of messages, with links in SARIF. */
function messagesOf(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : messagesOf(inner),
  );
}
