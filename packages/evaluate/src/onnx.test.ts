import type { Task } from '@proofmark/documents';
import type { OnnxRuntime, OnnxSession, OnnxTensor, ValueMetadata } from '@proofmark/engine';
import { describe, expect, test } from 'vitest';
import { type LoadOnnx, openModel } from './onnx.ts';
import { requireFeatures } from './onnx-inputs.ts';

type Metadata = { inputs: ValueMetadata[]; outputs: ValueMetadata[] };

const value = (name: string, type: string, shape: (number | string)[]): ValueMetadata => ({
  name,
  isTensor: true,
  type,
  shape,
});
/** How ONNX Runtime shows a free dimension. */
const N = 2 ** 32 - 1;
const scalars = [value('a', 'float32', [N, 1]), value('b', 'int64', [N, 1])];
const matrix = [value('x', 'float32', [N, 2])];
const probabilities = [value('label', 'int64', [N]), value('probabilities', 'float32', [N, 2])];

/** A runtime whose one model gives the sum of each row's inputs, and its negative before it where two are wanted. */
function runtimeOf({ inputs, outputs }: Metadata): LoadOnnx {
  class Tensor implements OnnxTensor {
    readonly type: string;
    readonly data: Float32Array | Float64Array | Int32Array | BigInt64Array | string[];
    readonly dims: readonly number[];
    constructor(type: string, data: Tensor['data'], dims: readonly number[]) {
      this.type = type;
      this.data = data;
      this.dims = dims;
    }
  }
  const session: OnnxSession = {
    inputMetadata: inputs,
    outputMetadata: outputs,
    async run(feeds, [name = '']) {
      const tensors = Object.values(feeds) as Tensor[];
      const rows = tensors[0]?.dims[0] ?? 0;
      const totals = Array.from({ length: rows }, (_, i) =>
        tensors.reduce((sum, { data, dims }) => {
          const width = dims[1] ?? 1;
          return (
            sum +
            Array.from(data as ArrayLike<number | bigint>)
              .slice(i * width, (i + 1) * width)
              .reduce<number>((s, v) => s + Number(v), 0)
          );
        }, 0),
      );
      const wide = outputs.find((output) => output.name === name)?.shape?.[1] === 2;
      return {
        [name]: new Tensor('float32', Float32Array.from(wide ? totals.flatMap((t) => [-t, t]) : totals), [
          rows,
        ]),
      };
    },
    async release() {},
  };
  const runtime: OnnxRuntime = { InferenceSession: { create: async () => session }, Tensor };
  return async () => ({ runtime, provider: 'wasm' });
}

const open = (metadata: Metadata, features?: string[], task: Task = 'binary') =>
  openModel(runtimeOf(metadata), { path: '/m.onnx', file: 'm.onnx', task, features });

describe('a model is matched with columns', () => {
  test.each<[string, Metadata, string[] | undefined, string[], Task]>([
    [
      'one scalar input per feature',
      { inputs: scalars, outputs: probabilities },
      undefined,
      ['a', 'b'],
      'binary',
    ],
    ['one matrix and a list', { inputs: matrix, outputs: probabilities }, ['p', 'q'], ['p', 'q'], 'binary'],
    [
      'a matrix of free width',
      { inputs: [value('x', 'float64', [N, 'F'])], outputs: probabilities },
      ['p', 'q'],
      ['p', 'q'],
      'binary',
    ],
    [
      'inputs of shape [N]',
      { inputs: [value('a', 'float32', ['N']), value('b', 'int32', ['N'])], outputs: probabilities },
      undefined,
      ['a', 'b'],
      'binary',
    ],
    [
      'an output [N, 1]',
      { inputs: scalars, outputs: [value('y', 'float32', [N, 1])] },
      undefined,
      ['a', 'b'],
      'regression',
    ],
    [
      'an output [N]',
      { inputs: scalars, outputs: [value('y', 'float64', [N])] },
      undefined,
      ['a', 'b'],
      'binary',
    ],
    [
      'probabilities beside a decision function',
      { inputs: scalars, outputs: [value('margin', 'float32', [N]), ...probabilities] },
      undefined,
      ['a', 'b'],
      'binary',
    ],
  ])('%s', async (_name, metadata, features, expected, task) => {
    const model = await open(metadata, features, task);
    expect(model.features).toEqual(expected);
    const scores = await model.score([Float32Array.of(1, 2, 3), Float32Array.of(10, 20, 30)], 3);
    expect([...scores]).toEqual([11, 22, 33]);
  });
});

describe('a model that cannot be run says why', () => {
  test.each<[string, Metadata, string[] | undefined, Task, RegExp]>([
    [
      'a matrix without a list',
      { inputs: matrix, outputs: probabilities },
      undefined,
      'binary',
      /^m\.onnx: input "x" is a matrix of 2 features without names; list their columns, in order, in evaluation\.features$/,
    ],
    [
      'a list of another length',
      { inputs: matrix, outputs: probabilities },
      ['p'],
      'binary',
      /takes 2 features, evaluation\.features lists 1: "p"/,
    ],
    [
      'marks as input',
      { inputs: [value('a', 'bool', [N, 1])], outputs: probabilities },
      undefined,
      'binary',
      /input "a" has type bool: expected a tensor of numbers or texts/,
    ],
    [
      'a fixed number of rows',
      { inputs: [value('a', 'float32', [1, 1])], outputs: probabilities },
      undefined,
      'binary',
      /takes exactly 1 rows; export the model with a free first dimension/,
    ],
    [
      'several matrices',
      { inputs: [...matrix, ...scalars], outputs: probabilities },
      undefined,
      'binary',
      /input "x" has shape \[N, 2\]: expected \[N, 1\] for each of 3 inputs/,
    ],
    [
      'maps as output',
      {
        inputs: scalars,
        outputs: [value('label', 'int64', [N]), { name: 'probabilities', isTensor: false }],
      },
      undefined,
      'binary',
      /expected a float tensor \[N, 2\], \[N, 1\] or \[N\], received label int64 \[N\]; probabilities \(no tensor\); export the probabilities as a matrix, in skl2onnx with options=\{'zipmap': False\}/,
    ],
    [
      'three classes',
      { inputs: scalars, outputs: [value('probabilities', 'float32', [N, 3])] },
      undefined,
      'binary',
      /received probabilities float32 \[N, 3\]/,
    ],
    [
      'a classifier for a regression',
      { inputs: scalars, outputs: probabilities },
      undefined,
      'regression',
      /expected a float tensor \[N, 1\] or \[N\], received/,
    ],
  ])('%s', async (_name, metadata, features, task, message) => {
    const opened = open(metadata, features, task);
    await expect(opened).rejects.toMatchObject({ code: 'model-invalid' });
    await expect(opened).rejects.toThrow(message);
  });

  test.each([
    [
      ['a', 'hour', 'week'],
      /m\.onnx: the model's inputs do not fit the rows: "hour", "week" are missing; the rows have "a", "b"; add them/,
    ],
    [['b'], /the model's input "b" is a column of VARCHAR: expected numbers/],
  ])('features %j', (features, message) => {
    const columns = [
      { name: 'a', type: 'BIGINT' },
      { name: 'b', type: 'VARCHAR' },
    ];
    expect(() => requireFeatures(columns, { features, texts: [] }, 'm.onnx')).toThrow(message);
  });
});
