import { showReceived, UserError } from '@proofmark/documents';
import type { OnnxRuntime, OnnxSession, OnnxTensor, TensorType, ValueMetadata } from '@proofmark/engine';
import { type Column, isNumeric, showNames } from './columns.ts';

/** A free dimension has a name, or −1 read as an unsigned number. */
export const isFree = (dimension: number | string | undefined) =>
  typeof dimension !== 'number' || dimension < 0 || dimension > 2 ** 31;

/** A column of a batch of rows, or the front of one. */
export type FeatureColumn = Float32Array | readonly string[];

export type Inputs = {
  features: readonly string[];
  /** Those of them that are texts. */
  texts: readonly string[];
  feed(runtime: OnnxRuntime, columns: readonly FeatureColumn[], rows: number): Record<string, OnnxTensor>;
};

/** Matches the inputs of a model with columns. @throws UserError `model-invalid` */
export function readInputs(
  session: OnnxSession,
  file: string,
  features: readonly string[] | undefined,
): Inputs {
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
    texts: inputs.filter(({ type }) => type === 'string').map(({ name }) => name),
    feed: (runtime, columns, rows) =>
      Object.fromEntries(
        inputs.map(({ name, type, width }, i) => {
          const values = (columns[i] ?? new Float32Array(rows)).slice(0, rows);
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
    texts: type === 'string' ? features : [],
    feed(runtime, columns, rows) {
      if (type === 'string') {
        const texts = Array.from({ length: rows }, (_, i) =>
          columns.map((column) => String(column[i] ?? '')),
        );
        return { [name]: new runtime.Tensor(type, texts.flat(), [rows, features.length]) };
      }
      const matrix = new Float32Array(rows * features.length);
      for (const [j, column] of columns.entries()) {
        for (let i = 0; i < rows; i++) matrix[i * features.length + j] = Number(column[i] ?? Number.NaN);
      }
      return { [name]: new runtime.Tensor(type, convert(type, matrix), [rows, features.length]) };
    },
  };
}

const TENSOR_TYPES: readonly TensorType[] = ['float32', 'float64', 'int32', 'int64', 'string'];

function tensorType({ name, isTensor, type }: ValueMetadata, file: string): TensorType {
  if (isTensor && TENSOR_TYPES.some((known) => known === type)) return type as TensorType;
  throw new UserError(
    'model-invalid',
    `${file}: input ${showReceived(name)} has type ${type ?? 'unknown'}: expected a tensor of numbers or texts`,
  );
}

function convert(type: TensorType, values: FeatureColumn) {
  if (type === 'string') return Array.from<string | number, string>(values, String);
  const numbers = values instanceof Float32Array ? values : Float32Array.from(values.map(Number));
  switch (type) {
    case 'float32':
      return numbers;
    case 'float64':
      return Float64Array.from(numbers);
    case 'int32':
      return Int32Array.from(numbers);
    case 'int64':
      return BigInt64Array.from(numbers, (value) => BigInt(Math.trunc(Number.isFinite(value) ? value : 0)));
  }
}

/** @throws UserError `model-invalid` naming the features that are no columns, or no numbers */
export function requireFeatures(
  columns: readonly Column[],
  { features, texts }: Pick<Inputs, 'features' | 'texts'>,
  file: string,
): void {
  const names = new Set(columns.map(({ name }) => name));
  const absent = features.filter((feature) => !names.has(feature));
  if (absent.length > 0) {
    throw new UserError(
      'model-invalid',
      `${file}: the model's inputs do not fit the rows: ${showNames(absent)} ${absent.length === 1 ? 'is' : 'are'} missing; the rows have ${showNames([...names])}; add ${absent.length === 1 ? 'it' : 'them'} to evaluation.rows.sql`,
    );
  }
  const text = columns.find(
    (column) =>
      features.includes(column.name) &&
      !texts.includes(column.name) &&
      !isNumeric(column) &&
      column.type !== 'BOOLEAN',
  );
  if (text) {
    throw new UserError(
      'model-invalid',
      `${file}: the model's input ${showReceived(text.name)} is a column of ${text.type}: expected numbers; convert it in evaluation.rows.sql`,
    );
  }
}
