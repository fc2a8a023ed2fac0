/** What is read, or changed, in the file of a model before the runtime loads it. */
export type ModelFile = {
  /** The names of the classes, where a classifier of the model has them. */
  classes: string[] | undefined;
  /** The model without its ZipMap, where it had one. */
  withoutZipMap: Uint8Array | undefined;
};

/**
 * Reads an ONNX file as far as is needed: a protocol buffer, of which ModelProto has its graph in field 7; the graph
 * nodes in 1 and outputs in 12; a node inputs in 1, outputs in 2, its operator in 4, attributes in 5 (onnx.proto).
 * skl2onnx puts a ZipMap behind classifiers, which turns the matrix of probabilities into a list of maps that
 * JavaScript cannot read; without the node, and with its input as output, the model gives the matrix itself.
 * @throws RangeError for bytes that are no protocol buffer
 */
export function readModelFile(bytes: Uint8Array): ModelFile {
  const model = readFields(bytes);
  const graph = model.find(({ number, body }) => number === 7 && body !== undefined);
  if (graph?.body === undefined) return { classes: undefined, withoutZipMap: undefined };
  const fields = readFields(graph.body);
  const nodes = fields
    .filter(({ number }) => number === 1)
    .map(({ bytes: raw, body }) => readNode(raw, body));
  const zipMap = nodes.find(({ operator }) => operator === 'ZipMap');
  // The last classifier is the one whose classes the model gives.
  const classes = zipMap?.classes ?? nodes.findLast((node) => node.classes !== undefined)?.classes;
  if (!zipMap || classes === undefined) return { classes, withoutZipMap: undefined };
  const [from, to] = [zipMap.inputs[0] ?? '', zipMap.outputs[0] ?? ''];
  const kept = fields.flatMap((field): Uint8Array[] => {
    if (field.bytes === zipMap.bytes) return [];
    const isMap = field.number === 12 && textOf(field.body, 1) === to;
    return [isMap ? message(12, matrixOutput(from, classes.length)) : field.bytes];
  });
  const rest = model.map((field) => (field === graph ? message(7, joined(kept)) : field.bytes));
  return { classes, withoutZipMap: joined(rest) };
}

type Field = { number: number; bytes: Uint8Array; body: Uint8Array | undefined; value: bigint | undefined };
type Node = {
  bytes: Uint8Array;
  inputs: string[];
  outputs: string[];
  operator: string;
  classes: string[] | undefined;
};

const decoder = new TextDecoder();
const encoder = new TextEncoder();

function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 63n) throw new RangeError('not a protocol buffer');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7n;
    }
  };
  while (at < bytes.length) {
    const from = at;
    const key = varint();
    const [number, kind] = [Number(key >> 3n), Number(key & 7n)];
    let body: Uint8Array | undefined;
    let value: bigint | undefined;
    if (kind === 0) value = varint();
    else {
      if (kind !== 1 && kind !== 2 && kind !== 5) throw new RangeError('not a protocol buffer');
      const length = kind === 2 ? Number(varint()) : kind === 1 ? 8 : 4;
      body = bytes.subarray(at, at + length);
      at += length;
    }
    if (at > bytes.length) throw new RangeError('not a protocol buffer');
    fields.push({ number, bytes: bytes.subarray(from, at), body, value });
  }
  return fields;
}

function readNode(bytes: Uint8Array, body: Uint8Array | undefined): Node {
  const fields = readFields(body ?? new Uint8Array());
  const texts = (number: number) =>
    fields.filter((field) => field.number === number).map((field) => decoder.decode(field.body));
  const named = fields
    .filter(({ number }) => number === 5)
    .find(({ body: attribute }) => (textOf(attribute, 1) ?? '').startsWith('classlabels_'));
  const classes = named?.body && readLabels(named.body);
  return {
    bytes,
    inputs: texts(1),
    outputs: texts(2),
    operator: texts(4)[0] ?? '',
    classes: classes?.length ? classes : undefined,
  };
}

/** Of an attribute: texts in field 9, whole numbers in 8, each alone or packed. */
function readLabels(attribute: Uint8Array): string[] {
  return readFields(attribute).flatMap(({ number, body, value }) => {
    if (number === 9) return [decoder.decode(body)];
    if (number !== 8) return [];
    return value === undefined ? packed(body ?? new Uint8Array()) : [signed(value)];
  });
}

function packed(body: Uint8Array): string[] {
  const values: string[] = [];
  let [value, shift] = [0n, 0n];
  for (const byte of body) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte >= 128) continue;
    values.push(signed(value));
    [value, shift] = [0n, 0n];
  }
  return values;
}

const signed = (value: bigint) => String(BigInt.asIntN(64, value));

function textOf(body: Uint8Array | undefined, number: number): string | undefined {
  const field = readFields(body ?? new Uint8Array()).find((each) => each.number === number);
  return field?.body && decoder.decode(field.body);
}

/** ValueInfoProto of a tensor of 32-bit floats [free, width]: name 1, type 2, in it tensor type 1, element 1, shape 2. */
function matrixOutput(name: string, width: number): Uint8Array {
  const dimensions = [message(1, new Uint8Array()), message(1, number(1, width))];
  const tensor = joined([number(1, 1), message(2, joined(dimensions))]);
  return joined([message(1, encoder.encode(name)), message(2, message(1, tensor))]);
}

function message(field: number, body: Uint8Array): Uint8Array {
  return joined([varintOf(field * 8 + 2), varintOf(body.length), body]);
}

function number(field: number, value: number): Uint8Array {
  return joined([varintOf(field * 8), varintOf(value)]);
}

function varintOf(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.from([...bytes, rest]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
