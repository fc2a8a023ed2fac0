import {
  canonicalJson,
  type Estimate,
  type Evaluation,
  type FileReference,
  type Interval,
  type Provenance,
  sha256,
  showSlice,
} from '@proofmark/documents';

export type MlBomRequest = {
  model: string;
  version: string;
  modelFiles: readonly FileReference[];
  evaluation: Evaluation;
  provenance: Provenance | undefined;
};

/**
 * A CycloneDX 1.6 ML-BOM: the model, the data it was tested on, and its metrics with intervals by slice.
 * Equal inputs give an equal serial number. https://cyclonedx.org/docs/1.6/json/
 */
export function buildMlBom(request: MlBomRequest): Record<string, unknown> {
  const { evaluation, provenance } = request;
  const content = {
    metadata: {
      ...(provenance && { timestamp: provenance.createdAt }),
      tools: {
        components: [
          {
            type: 'application',
            name: 'proofmark',
            ...(provenance && { version: provenance.tool.version }),
          },
        ],
      },
      component: describeModel(request),
    },
    components: [describeTestSet(evaluation)],
  };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(canonicalJson(content))}`,
    version: 1,
    ...content,
  };
}

function describeModel({ model, version, modelFiles, evaluation }: MlBomRequest) {
  const [only, ...others] = modelFiles;
  return {
    type: 'machine-learning-model',
    'bom-ref': `model:${model}@${version}`,
    name: model,
    version,
    ...(only && others.length === 0 && { hashes: hashesOf(only) }),
    components: modelFiles.map((file) => describeFile(file, 'model')),
    modelCard: {
      modelParameters: {
        approach: { type: 'supervised' },
        task: evaluation.task === 'binary' ? 'binary-classification' : evaluation.task,
        datasets: [{ ref: 'data:test-set' }],
      },
      quantitativeAnalysis: { performanceMetrics: evaluation.estimates.flatMap(describeMetric) },
    },
  };
}

/** Numbers are strings in this format; these are the shortest that read back as the same double. */
function describeMetric(estimate: Estimate) {
  const { candidate } = estimate;
  if (!candidate) return [];
  return [
    {
      type: estimate.metric,
      value: String(candidate.value),
      slice: showSlice(estimate.slice),
      ...(candidate.interval && { confidenceInterval: describeInterval(candidate.interval) }),
    },
  ];
}

function describeInterval({ lower, upper }: Interval) {
  return { lowerBound: String(lower), upperBound: String(upper) };
}

function describeTestSet({ testSet }: Evaluation) {
  return {
    type: 'data',
    'bom-ref': 'data:test-set',
    name: 'test set',
    data: [{ type: 'dataset', name: 'test set' }],
    ...(testSet.files.length > 0 && {
      components: testSet.files.map((file) => describeFile(file, 'data')),
    }),
    properties: [
      { name: 'proofmark:test-set:digest', value: testSet.digest },
      { name: 'proofmark:test-set:rows', value: String(testSet.rows) },
    ],
  };
}

function describeFile(file: FileReference, of: 'model' | 'data') {
  return { type: 'file', 'bom-ref': `${of}-file:${file.path}`, name: file.path, hashes: hashesOf(file) };
}

function hashesOf(file: FileReference) {
  return [{ alg: 'SHA-256', content: file.sha256 }];
}

/** A UUID of version 8 (RFC 9562: the bits are the application's own) from the digest of the content. */
function uuidOf(content: string): string {
  const bytes = Buffer.from(sha256(content), 'hex').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
