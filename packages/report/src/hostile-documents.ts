import {
  Diagnosis,
  Drift,
  Evaluation,
  HistoryEntry,
  Plan,
  Profile,
  ReleaseManifest,
  type SliceKey,
  Validation,
  Verdict,
} from '@proofmark/documents';
import { withCurves } from './fixtures/curves.ts';
import {
  failing,
  makeContractDiff,
  makeDrift,
  makeHistory,
  makeManifest,
  makeProfile,
  makeValidation,
} from './fixtures.ts';
import type { ReportDocuments } from './input.ts';
import type { Verification } from './verification.ts';

/** Documents whose every free string is a stranger's. For tests of what renders them. */

/** What becomes of a string of the documents. */
export type Change = (text: string) => string;

const { evaluation, verdict } = failing();
/** A few slices are enough, and keep many renderings quick. */
const isKept = ({ metric, slice: [part] }: { metric: string; slice: SliceKey }) =>
  (metric === 'recall' || metric === 'log_loss') &&
  (part === undefined || ['ORD', 'CLT', 'DFW'].includes(part.value));

const base = {
  evaluation: {
    ...withCurves(evaluation),
    sweep: [],
    estimates: evaluation.estimates.filter(isKept),
    notes: ['imported without its intervals'],
    measures: [
      {
        name: 'latency_p95',
        unit: 'ms',
        direction: 'lower',
        value: 38.2,
        quantile: 0.95,
        rows: 2_000,
        order: [{ rank: 1_870, value: 36.1 }],
      },
    ],
    weakest: {
      metrics: ['recall', 'precision'],
      searched: 17,
      comparisons: 34,
      found: 1,
      falseDiscoveryRate: 0.05,
      slices: [
        {
          slice: [{ column: 'origin', value: 'ORD' }],
          metric: 'recall',
          also: ['precision'],
          rows: 90,
          value: 0.3,
          shortfall: 0.1,
          atLeast: 0.05,
        },
      ],
    },
  },
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
  'document version createdAt sha256 evaluation profile kind status direction role task severity rule distance unit tool policy features impact breaks required found why level remedy side'.split(
    ' ',
  ),
);

function poison(value: unknown, change: Change): unknown {
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

export type HostileDocuments = Required<Omit<ReportDocuments, 'validations'>> & {
  verdict: Verdict;
  evaluation: Evaluation;
  drift: Drift;
  validations: Validation[];
};

export function poisonAll(change: Change): HostileDocuments {
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
function poisonEntry(entry: HistoryEntry, change: Change): HistoryEntry {
  const { commit, at, status } = entry;
  return HistoryEntry.parse({ ...(poison(entry, change) as HistoryEntry), commit, at, status });
}

/** An evaluation of several labels a row, whose names are hostile in the tables and plots of classes. */
export function poisonLabels(change: Change): Evaluation {
  const [sums] = evaluation.sums;
  if (!sums) throw new Error('the fixture has sums');
  const labels = [change('cat'), change('dog')];
  const counts = { truePositives: 8, falsePositives: 2, falseNegatives: 1, trueNegatives: 9 };
  return Evaluation.parse({
    ...evaluation,
    task: 'multilabel',
    classes: labels,
    estimates: [],
    flips: undefined,
    sums: [{ ...sums, cells: [] }],
    labelCounts: labels.flatMap((label) =>
      ['candidate', 'baseline'].map((side) => ({ ...counts, side, label })),
    ),
  });
}

export function poisonManifest(change: Change): ReleaseManifest {
  return ReleaseManifest.parse(poison(makeManifest(), change));
}

export function poisonVerification(change: Change): Verification {
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

export function poisonDiagnosis(change: Change): Diagnosis {
  return Diagnosis.parse({
    document: 'proofmark/diagnosis',
    version: '1.0',
    workflows: [change('ci.yml')],
    findings: [
      {
        rule: 'unpinned-action',
        level: 'warning',
        location: { file: change('.github/workflows/ci.yml'), line: 3, column: 9 },
        message: change('acme/x@main is not pinned'),
        why: 'who can move the tag can change what runs here',
        remedy: 'pin it',
      },
    ],
  });
}

export function poisonPlan(change: Change): Plan {
  return Plan.parse({
    document: 'proofmark/plan',
    version: '1.0',
    model: change('m'),
    power: 0.8,
    gates: [
      {
        id: change('recall:max-drop'),
        slice: [{ column: change('origin'), value: change('ORD') }],
        assuming: change('no true change'),
        confidence: 0.95,
        variance: 0.2,
        distance: 0.03,
        rows: 100,
        power: 0.3,
        needed: 400,
        curve: [{ power: 0.5, rows: 200 }],
        reason: change('too few'),
      },
    ],
  });
}
