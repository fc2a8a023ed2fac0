import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

/** Written by test/models/make_models.py with scikit-learn and skl2onnx. */
const models = join(import.meta.dirname, '../test/models');
const csv = readFileSync(join(models, 'iris.csv'), 'utf8');
const expected: Record<string, number[][]> = JSON.parse(readFileSync(join(models, 'expected.json'), 'utf8'));
const species = ['setosa', 'versicolor', 'virginica'];
const labels = csv
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').slice(-2));
const features = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'];
const rows = { files: 'iris.csv' };

/** Of the probabilities that scikit-learn gives. */
function lossOf(model: string, place: (row: readonly string[]) => number): number {
  const found = (expected[model] ?? []).map(
    (row, i) => -Math.log(Math.max(2 ** -52, row[place(labels[i] ?? [])] ?? 0)),
  );
  return found.reduce((sum, loss) => sum + loss, 0) / found.length;
}

const ofSpecies = (row: readonly string[]) => species.indexOf(row[0] ?? '');
const ofVirginica = (row: readonly string[]) => Number(row[1]);

describe('models as scikit-learn exports them', () => {
  test.each([
    ['three classes with a ZipMap', 'tree.onnx', 'multiclass', {}, ofSpecies],
    ['three classes as a matrix', 'plain.onnx', 'multiclass', {}, ofSpecies],
    ['two classes with a ZipMap', 'binary.onnx', 'binary', {}, ofVirginica],
    ['a text beside a number', 'text.onnx', 'binary', { features: undefined }, ofVirginica],
  ] as const)('%s', async (_what, model, task, rest, place) => {
    const columns = { label: task === 'binary' ? 'virginica' : 'species' };
    const evaluation = await evaluateFiles(
      { 'iris.csv': csv },
      {
        task,
        rows,
        model: join(models, model),
        features,
        columns,
        metrics: ['accuracy', 'log_loss'],
        ...rest,
      },
    );
    if (task === 'multiclass') expect(evaluation.classes).toEqual(species);
    const loss = evaluation.estimates.find(({ metric }) => metric === 'log_loss');
    // ONNX Runtime counts in 32 bits.
    expect(Math.abs((loss?.candidate?.value ?? 0) - lossOf(model, place))).toBeLessThan(2e-5);
  });

  test('two models of several classes are compared row by row', async () => {
    const [model, baseline] = ['tree.onnx', 'plain.onnx'].map((name) => join(models, name));
    const { estimates } = await evaluateFiles(
      { 'iris.csv': csv },
      {
        task: 'multiclass',
        rows,
        model,
        'baseline-model': baseline,
        features,
        columns: { label: 'species' },
      },
    );
    expect(estimates.find(({ metric }) => metric === 'log_loss')).toMatchObject({
      candidate: { value: expect.closeTo(lossOf('tree.onnx', ofSpecies), 4) },
      baseline: { value: expect.closeTo(lossOf('plain.onnx', ofSpecies), 4) },
    });
  });

  test('the positive class is found by its name', async () => {
    const { estimates } = await evaluateFiles(
      { 'iris.csv': csv },
      {
        task: 'binary',
        rows,
        model: join(models, 'binary.onnx'),
        features,
        positive: '0',
        columns: { label: 'virginica' },
        metrics: ['log_loss'],
      },
    );
    expect(estimates[0]?.candidate?.value).toBeCloseTo(lossOf('binary.onnx', ofVirginica), 4);
  });
});

describe('features that are missing', () => {
  const holes = csv.replace(/^(\d+),[\d.]+,/gm, (line, id) => (Number(id) % 2 === 0 ? `${id},,` : line));
  const section = {
    task: 'multiclass',
    rows,
    model: join(models, 'tree.onnx'),
    features,
    columns: { label: 'species' },
  };

  test('are refused with the column and how many', async () => {
    const failure = evaluateFiles({ 'iris.csv': holes }, section);
    await expect(failure).rejects.toMatchObject({ name: 'UserError', code: 'data-invalid' });
    await expect(failure).rejects.toThrow(
      /^iris\.csv: features of the model are missing: "sepal_length" in 25 of 50 rows; fill them in evaluation\.rows\.sql, or set evaluation\.on-missing-features: warn/,
    );
  });

  test('reach a model that is made for them', async () => {
    const { estimates } = await evaluateFiles(
      { 'iris.csv': holes },
      { ...section, 'on-missing-features': 'warn' },
    );
    expect(estimates.length).toBeGreaterThan(0);
  });
});

test.each([
  ['multiclass', 'tree.onnx', 'species'],
  ['binary', 'binary.onnx', 'virginica'],
])('a feature beyond the floats of 32 bits is refused with its column: %s', async (task, model, label) => {
  const huge = csv.replace(/^(\d+),[\d.]+,/m, '$1,-1e300,');
  const failure = evaluateFiles(
    { 'iris.csv': huge },
    { task, rows, model: join(models, model), features, columns: { label } },
  );
  await expect(failure).rejects.toMatchObject({ name: 'UserError', code: 'data-invalid' });
  await expect(failure).rejects.toThrow(
    /^iris\.csv: feature "sepal_length" of the model \(evaluation\.features\): .* 1 row has a larger one, for example -1e\+?300; scale or correct it in evaluation\.rows\.sql$/,
  );
});
