import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { failing, firstRun, inconclusive, makeContractDiff, makeValidation, passing } from './fixtures.ts';
import { hostileCorpus } from './hostile-corpus.ts';
import { renderJunit } from './junit.ts';

/**
 * What the xUnit plugin of Jenkins accepts (its schema `junit-10`): the attributes of each element, with those that
 * must be there, and the elements inside. GitLab and the reporters of GitHub read `file` and `line` of a case, which
 * that schema does not have.
 */
const shapes: Record<string, { must: string[]; may: string[]; inside: string[] }> = {
  testsuites: { must: [], may: ['name', 'time', 'tests', 'failures', 'errors'], inside: ['testsuite'] },
  testsuite: {
    must: ['name', 'tests', 'failures', 'errors'],
    may: ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url', 'group'],
    inside: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { must: [], may: [], inside: ['property'] },
  property: { must: ['name', 'value'], may: [], inside: [] },
  testcase: {
    must: ['name'],
    may: ['time', 'classname', 'group', 'file', 'line'],
    inside: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { must: [], may: ['type', 'message'], inside: ['#text'] },
  error: { must: [], may: ['type', 'message'], inside: ['#text'] },
  skipped: { must: [], may: ['type', 'message'], inside: ['#text'] },
  'system-out': { must: [], may: [], inside: ['#text'] },
};

type Node = Record<string, unknown> & { ':@'?: Record<string, string> };

/** What of a tree the shapes do not allow. */
function misfits(nodes: readonly Node[], within: readonly string[]): string[] {
  return nodes.flatMap((node) => {
    const [name = ''] = Object.keys(node).filter((key) => key !== ':@');
    if (name === '#text') return within.includes(name) ? [] : [`text: ${String(node[name])}`];
    const shape = shapes[name];
    if (!shape || !within.includes(name)) return [`element ${name}`];
    const attributes = Object.keys(node[':@'] ?? {});
    return [
      ...attributes
        .filter((key) => ![...shape.must, ...shape.may].includes(key))
        .map((key) => `${name} ${key}`),
      ...shape.must.filter((key) => !attributes.includes(key)).map((key) => `${name} without ${key}`),
      ...misfits(node[name] as Node[], shape.inside),
    ];
  });
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  ignoreDeclaration: true,
});

const hostile = makeValidation('fail');
test.each([
  ['no validation', []],
  ['one of each status', [makeValidation('pass'), makeValidation('warn'), makeValidation('fail')]],
  ['rules that alone fail it', [{ ...makeValidation('pass'), status: 'fail' as const }]],
  ['changes of the contract', [{ ...makeValidation('fail'), contractDiff: makeContractDiff() }]],
  [
    'hostile text',
    hostileCorpus.map((text) => ({
      ...hostile,
      checks: hostile.checks.map((check) => ({ ...check, id: text, description: text, expected: text })),
    })),
  ],
])('JUnit of %s has the shape that test reporters accept', (_what, validations) => {
  expect(misfits(parser.parse(renderJunit(validations)), ['testsuites'])).toEqual([]);
});

const { verdict } = failing();
test.each([
  ['a pass', passing().verdict],
  ['a failure', verdict],
  ['an open one', inconclusive().verdict],
  ['one without a baseline', firstRun().verdict],
  [
    'hostile text',
    {
      ...verdict,
      model: hostileCorpus.join(' '),
      headline: hostileCorpus.join(' '),
      gates: hostileCorpus.flatMap((id) =>
        verdict.gates.slice(0, 1).map((gate) => ({ ...gate, id, reason: id })),
      ),
    },
  ],
])('JUnit of a verdict has that shape too: %s', (_what, judged) => {
  const xml = renderJunit([makeValidation('pass')], judged);
  expect(misfits(parser.parse(xml), ['testsuites'])).toEqual([]);
  const blocking = judged.gates.filter(({ status, binding }) => status !== 'pass' && binding);
  expect(xml.match(/<failure /g) ?? []).toHaveLength(blocking.length);
  expect(xml.match(/<testsuites [^>]*failures="(\d+)"/)?.[1]).toBe(String(blocking.length));
});
