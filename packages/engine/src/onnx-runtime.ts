import { availableParallelism } from 'node:os';
import { silentLogger } from '@proofmark/documents';
import { findInstalled, loadPackage, onnxPackage, type PackagePlaces } from './provision.ts';

export type TensorType = 'float32' | 'float64' | 'int32' | 'int64' | 'string';
type TensorData = Float32Array | Float64Array | Int32Array | BigInt64Array | string[];

/** What a model takes or gives. `shape` holds names, or numbers beyond 2^31, where a dimension is free. */
export type ValueMetadata = {
  name: string;
  isTensor: boolean;
  type?: string;
  shape?: readonly (number | string)[];
};

export type OnnxTensor = { type: string; dims: readonly number[]; data: unknown };

export type OnnxSession = {
  inputMetadata: readonly ValueMetadata[];
  outputMetadata: readonly ValueMetadata[];
  run(feeds: Record<string, OnnxTensor>, fetches: readonly string[]): Promise<Record<string, OnnxTensor>>;
  release(): Promise<void>;
};

/** The part of ONNX Runtime's JavaScript interface that is used; the WASM and the native build share it. */
export type OnnxRuntime = {
  InferenceSession: {
    create(
      model: string | Uint8Array,
      options: { executionProviders: string[]; logSeverityLevel: number },
    ): Promise<OnnxSession>;
  };
  Tensor: new (type: TensorType, data: TensorData, dims: readonly number[]) => OnnxTensor;
};

/**
 * Finds ONNX Runtime: the native build if the project has it, else the WASM build, on at most four threads: it
 * shares the rows of a batch among them, so the scores do not depend on how many there are. On two processors there is
 * one: a second takes half as long again in all, to save a quarter of the time.
 * @throws UserError `engine-unavailable`
 */
export async function loadOnnxRuntime(
  places: PackagePlaces,
): Promise<{ runtime: OnnxRuntime; provider: 'cpu' | 'wasm' }> {
  const native = await findInstalled(
    'onnxruntime-node',
    places.workDirectory,
    places.logger ?? silentLogger,
    (version) => version.startsWith('1.'),
  );
  if (native) return { runtime: native as OnnxRuntime, provider: 'cpu' };
  const web = (await loadPackage(onnxPackage, places)) as OnnxRuntime & {
    env: { wasm: { numThreads: number }; logLevel: string };
  };
  const processors = availableParallelism();
  web.env.wasm.numThreads = processors > 2 ? Math.min(4, processors) : 1;
  web.env.logLevel = 'error';
  return { runtime: web, provider: 'wasm' };
}
