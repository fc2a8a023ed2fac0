import { messageOf, showReceived, type Task, UserError } from '@proofmark/documents';
import type { OnnxRuntime, OnnxSession, OnnxTensor, TensorType, ValueMetadata } from '@proofmark/engine';
import { type Column, isNumeric, showNames } from './columns.ts';

/** Makes ONNX Runtime available; called only when a model is run. */
export type LoadOnnx = () => Promise<{ runtime: OnnxRuntime; provider: 'cpu' | 'wasm' }>;

/** A model that is ready to score rows. */
export type ScoringModel = {
  /** The columns it needs. */
  features: readonly string[];
  /** Scores `rows` rows; `columns` are in the order of `features`. */
  score(columns: readonly Float32Array[], rows: number): Promise<Float32Array>;
  release(): Promise<void>;
};

/**
 * Opens an ONNX model and matches its inputs with columns by name: one input [N, 1] per feature, or one input
 * [N, F] with the list of features. The score is the column of the positive class (the second) of an output
 * [N, 2], or an output [N, 1] or [N].
 * @param file as the user wrote it, for messages
 * @throws UserError `model-invalid`
 */
export async function openModel(
  load: LoadOnnx,
  {
    path,
    file,
    task,
    features,
  }: { path: string; file: string; task: Task; features: readonly string[] | undefined },
): Promise<ScoringModel> {
  const { runtime, provider } = await load();
  const session = await runtime.InferenceSession.create(path, {
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
  const output = chooseOutput(session, file, task);
  return {
    features: inputs.features,
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

/** A free dimension has a name, or −1 read as an unsigned number. */
const isFree = (dimension: number | string | undefined) =>
  typeof dimension !== 'number' || dimension < 0 || dimension > 2 ** 31;

type Inputs = {
  features: readonly string[];
  feed(runtime: OnnxRuntime, columns: readonly Float32Array[], rows: number): Record<string, OnnxTensor>;
};

function readInputs(session: OnnxSession, file: string, features: readonly string[] | undefined): Inputs {
  const inputs = session.inputMetadata.map((input) => {
    const type = tensorType(input, file);
    if (!isFree(input.shape?.[0])) {
      throw new UserError(
        'model-invalid',
        `${file}: input ${showReceived(input.name)} takes exactly ${input.shape?.[0]} rows; export the model with a free first dimension`,
      );
    }
    return { name: input.name, type, width: input.shape?.[1] };
  });
  const [only] = inputs;
  const matrix =
    inputs.length === 1 && only && (features !== undefined || only.width !== 1) ? only : undefined;
  if (matrix) return matrixInput(matrix, file, features);
  const wide = inputs.find(({ width }) => width !== undefined && width !== 1);
  if (wide) {
    throw new UserError(
      'model-invalid',
      `${file}: input ${showReceived(wide.name)} has shape [N, ${isFree(wide.width) ? 'F' : wide.width}]: expected [N, 1] for each of ${inputs.length} inputs, or one input [N, F]`,
    );
  }
  return {
    features: inputs.map(({ name }) => name),
    feed: (runtime, columns, rows) =>
      Object.fromEntries(
        inputs.map(({ name, type, width }, i) => {
          const values = (columns[i] ?? new Float32Array(rows)).subarray(0, rows);
          return [
            name,
            new runtime.Tensor(type, convert(type, values), width === undefined ? [rows] : [rows, 1]),
          ];
        }),
      ),
  };
}

function matrixInput(
  { name, type, width }: { name: string; type: TensorType; width: number | string | undefined },
  file: string,
  features: readonly string[] | undefined,
): Inputs {
  const fixed = typeof width === 'number' && !isFree(width) ? width : undefined;
  if (features === undefined) {
    throw new UserError(
      'model-invalid',
      `${file}: input ${showReceived(name)} is a matrix of ${fixed ?? 'several'} features without names; list their columns, in order, in evaluation.features`,
    );
  }
  if (fixed !== undefined && fixed !== features.length) {
    throw new UserError(
      'model-invalid',
      `${file}: input ${showReceived(name)} takes ${fixed} features, evaluation.features lists ${features.length}: ${showNames(features)}`,
    );
  }
  return {
    features,
    feed(runtime, columns, rows) {
      const matrix = new Float32Array(rows * features.length);
      for (const [j, column] of columns.entries()) {
        for (let i = 0; i < rows; i++) matrix[i * features.length + j] = column[i] ?? Number.NaN;
      }
      return { [name]: new runtime.Tensor(type, convert(type, matrix), [rows, features.length]) };
    },
  };
}

function tensorType({ name, isTensor, type }: ValueMetadata, file: string): TensorType {
  if (isTensor && (type === 'float32' || type === 'float64' || type === 'int32' || type === 'int64'))
    return type;
  throw new UserError(
    'model-invalid',
    `${file}: input ${showReceived(name)} has type ${type ?? 'unknown'}: expected a tensor of numbers; encode text before the model`,
  );
}

function convert(type: TensorType, values: Float32Array) {
  switch (type) {
    case 'float32':
      return values;
    case 'float64':
      return Float64Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'int64':
      return BigInt64Array.from(values, (value) => BigInt(Math.trunc(Number.isFinite(value) ? value : 0)));
  }
}

type Output = { name: string; column: number; width: number };

/** The first output of fractions with a fitting shape. */
function chooseOutput(session: OnnxSession, file: string, task: Task): Output {
  const found = session.outputMetadata.flatMap(({ name, isTensor, type, shape }) => {
    if (!isTensor || (type !== 'float32' && type !== 'float64')) return [];
    const width = shape?.[1];
    if (shape?.length === 1 || width === 1) return [{ name, column: 0, width: 1 }];
    return width === 2 && task === 'binary' ? [{ name, column: 1, width: 2 }] : [];
  });
  // An output of two columns is a classifier's probabilities; one beside it may be a decision function.
  const best = found.find(({ width }) => width === 2) ?? found[0];
  if (best) return best;
  const shown = session.outputMetadata
    .map(({ name, isTensor, type, shape }) =>
      isTensor
        ? `${name} ${type} [${shape?.map((d) => (isFree(d) ? 'N' : d)).join(', ')}]`
        : `${name} (no tensor)`,
    )
    .join('; ');
  const expected = task === 'binary' ? '[N, 2], [N, 1] or [N]' : '[N, 1] or [N]';
  throw new UserError(
    'model-invalid',
    `${file}: no output to take scores from: expected a float tensor ${expected}, received ${shown}; export classifiers without ZipMap`,
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
  return Float32Array.from({ length: rows }, (_, i) => data[i * width + column] ?? Number.NaN);
}

/** @throws UserError `model-invalid` naming the features that are no columns, or no numbers */
export function requireFeatures(columns: readonly Column[], features: readonly string[], file: string): void {
  const names = new Set(columns.map(({ name }) => name));
  const absent = features.filter((feature) => !names.has(feature));
  if (absent.length > 0) {
    throw new UserError(
      'model-invalid',
      `${file}: the model's inputs do not fit the rows: ${showNames(absent)} ${absent.length === 1 ? 'is' : 'are'} missing; the rows have ${showNames([...names])}; add ${absent.length === 1 ? 'it' : 'them'} to evaluation.rows.sql`,
    );
  }
  const text = columns.find(
    (column) => features.includes(column.name) && !isNumeric(column) && column.type !== 'BOOLEAN',
  );
  if (text) {
    throw new UserError(
      'model-invalid',
      `${file}: the model's input ${showReceived(text.name)} is a column of ${text.type}: expected numbers; convert it in evaluation.rows.sql`,
    );
  }
}
