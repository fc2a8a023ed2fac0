import { readFile } from 'node:fs/promises';
import { messageOf, showReceived, type Task, UserError } from '@proofmark/documents';
import type { OnnxRuntime, OnnxSession, OnnxTensor } from '@proofmark/engine';
import { type ModelFile, readModelFile } from './onnx-file.ts';
import { type FeatureColumn, type Inputs, isFree, readInputs } from './onnx-inputs.ts';

/** Makes ONNX Runtime available; called only when a model is run. */
export type LoadOnnx = () => Promise<{ runtime: OnnxRuntime; provider: 'cpu' | 'wasm' }>;

/** A model that is ready to score rows. */
export type ScoringModel = Pick<Inputs, 'features' | 'texts'> & {
  /** Multiclass: what the scores of a row are of, in order, where the model says so. */
  classes: readonly string[] | undefined;
  /** How many scores a row has: one, or one for each class. */
  width: number;
  /** Scores `rows` rows, row by row; `columns` are in the order of `features`. */
  score(columns: readonly FeatureColumn[], rows: number): Promise<Float32Array>;
  release(): Promise<void>;
};

type Asked = {
  path: string;
  /** As the user wrote it, for messages. */
  file: string;
  task: Task;
  features: readonly string[] | undefined;
  /** The class whose probability is the score of a binary task. */
  positive?: string;
};

/**
 * Opens an ONNX model and matches its inputs with columns by name: one input [N, 1] per feature, or one input
 * [N, F] with the list of features. The score is the column of the positive class (the second, unless the model names
 * its classes) of an output [N, 2], or an output [N, 1] or [N]; of several classes all columns of an output [N, K].
 * A ZipMap behind the classifier is left out.
 * @throws UserError `model-invalid`
 */
export async function openModel(
  load: LoadOnnx,
  { path, file, task, features, positive }: Asked,
): Promise<ScoringModel> {
  const { runtime, provider } = await load();
  const { classes, withoutZipMap } = await readFileOf(path);
  const session = await runtime.InferenceSession.create(withoutZipMap ?? path, {
    executionProviders: [provider],
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    throw new UserError(
      'model-invalid',
      `${file}: not a model that ONNX Runtime can load: ${messageOf(cause)}; export it as ONNX again`,
      {
        cause,
      },
    );
  });
  const inputs = readInputs(session, file, features);
  const output = chooseOutput(session, file, task, { classes, positive });
  const width = output.column === 'all' ? output.width : 1;
  return {
    features: inputs.features,
    texts: inputs.texts,
    classes: classes?.length === output.width ? classes : undefined,
    width,
    async score(columns, rows) {
      const feeds = inputs.feed(runtime, columns, rows);
      const results = await session.run(feeds, [output.name]).catch((cause: unknown) => {
        throw new UserError('model-invalid', `${file}: the model failed: ${messageOf(cause)}`, { cause });
      });
      return pickScores(results[output.name], output, rows, file);
    },
    release: () => session.release(),
  };
}

/** What cannot be read here, the runtime refuses with a better message. */
async function readFileOf(path: string): Promise<ModelFile> {
  try {
    return readModelFile(await readFile(path));
  } catch {
    return { classes: undefined, withoutZipMap: undefined };
  }
}

type Output = { name: string; column: number | 'all'; width: number };
type Classes = { classes: readonly string[] | undefined; positive: string | undefined };

/** The first output of fractions with a fitting shape. */
function chooseOutput(
  session: OnnxSession,
  file: string,
  task: Task,
  { classes, positive = '' }: Classes,
): Output {
  const second = classes?.length === 2 && classes.includes(positive) ? classes.indexOf(positive) : 1;
  const found = session.outputMetadata.flatMap(({ name, isTensor, type, shape }): Output[] => {
    if (!isTensor || (type !== 'float32' && type !== 'float64')) return [];
    const width = isFree(shape?.[1]) ? classes?.length : Number(shape?.[1]);
    if (task === 'multiclass') {
      const isMatrix = shape?.length === 2 && width !== undefined && width > 1;
      return isMatrix ? [{ name, column: 'all', width }] : [];
    }
    if (shape?.length === 1 || width === 1) return [{ name, column: 0, width: 1 }];
    return width === 2 && task === 'binary' ? [{ name, column: second, width: 2 }] : [];
  });
  // An output of several columns is a classifier's probabilities; one beside it may be a decision function.
  const best = found.find(({ width }) => width > 1) ?? found[0];
  if (best) return best;
  const shown = session.outputMetadata
    .map(({ name, isTensor, type, shape }) =>
      isTensor
        ? `${name} ${type} [${shape?.map((d) => (isFree(d) ? 'N' : d)).join(', ')}]`
        : `${name} (no tensor)`,
    )
    .join('; ');
  const expected =
    task === 'multiclass'
      ? '[N, K] of the probabilities of K classes'
      : task === 'binary'
        ? '[N, 2], [N, 1] or [N]'
        : '[N, 1] or [N]';
  throw new UserError(
    'model-invalid',
    `${file}: no output to take scores from: expected a float tensor ${expected}, received ${shown}; export the probabilities as a matrix, in skl2onnx with options={'zipmap': False}`,
  );
}

function pickScores(
  tensor: OnnxTensor | undefined,
  { name, column, width }: Output,
  rows: number,
  file: string,
) {
  const data = tensor?.data as Float32Array | Float64Array | undefined;
  if (data?.length !== rows * width) {
    throw new UserError(
      'model-invalid',
      `${file}: output ${showReceived(name)} has ${data?.length ?? 0} values for ${rows} rows: expected ${rows * width}`,
    );
  }
  if (column === 'all') return Float32Array.from(data);
  const scores = new Float32Array(rows);
  for (let i = 0; i < rows; i++) scores[i] = data[i * width + column] ?? Number.NaN;
  return scores;
}
