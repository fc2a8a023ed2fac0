import { describe, expect, test } from 'vitest';
import {
  checkNamed,
  contractText,
  evidenceValues,
  oneColumn,
  temporaryDirectory,
  validateFiles,
} from './test-support.ts';

describe('values of evidence', () => {
  test('cuts a value of a megabyte', async () => {
    const directory = await temporaryDirectory({ 'd.csv': `x\n${'a'.repeat(1_000_000)}\n` });
    const contract = oneColumn({ logicalType: 'string', logicalTypeOptions: { maxLength: 5 } });
    const [value] = evidenceValues(
      checkNamed(await validateFiles(contract, directory, ['d.csv']), 't.x.maxLength'),
    );
    expect(value).toBe(`${'a'.repeat(200)}…`);
  });

  test('and every other value of the data is left out when no rows are to be shown', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'x\n12345\n' });
    const contract = oneColumn({ logicalType: 'integer', logicalTypeOptions: { maximum: 9 } });
    const validation = await validateFiles(contract, directory, ['d.csv'], { showValues: false });
    expect(checkNamed(validation, 't.x.maximum')).toMatchObject({ status: 'fail', failing: 1 });
    expect(JSON.stringify(validation.checks)).not.toContain('12345');
  });

  test('masks a card number that the cut of a long value goes through, and an extreme that is one', async () => {
    const long = `${'a'.repeat(192)} 4111 1111 1111 1111`;
    const directory = await temporaryDirectory({ 'd.csv': `x,y\n${long},4111111111111111\n` });
    const contract = contractText({
      properties: [
        { name: 'x', logicalType: 'string', logicalTypeOptions: { maxLength: 5 } },
        { name: 'y', logicalType: 'integer', logicalTypeOptions: { maximum: 9 } },
      ],
    });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(evidenceValues(checkNamed(validation, 't.x.maxLength'))).toEqual(['[masked: card number]']);
    expect(checkNamed(validation, 't.y.maximum').received).toBe('the largest is [masked: card number]');
    expect(JSON.stringify(validation)).not.toMatch(/4111/);
  });

  test.each([
    ['SELECT max(x) FROM t', 'its SQL returns no number: expected one number'],
    [
      'SELECT sum(CAST(x AS INTEGER)) FROM t',
      'the words of the engine are withheld (values are not shown here)',
    ],
  ])('%s tells no value when none is to be shown', async (query, reason) => {
    const directory = await temporaryDirectory({ 'd.csv': 'x\nhunter2\n' });
    const contract = contractText({
      properties: [{ name: 'x', logicalType: 'string' }],
      quality: [{ id: 'q', type: 'sql', query, mustBe: 0 }],
    });
    const validation = await validateFiles(contract, directory, ['d.csv'], { showValues: false });
    expect(checkNamed(validation, 't.q').status).toBe('fail');
    expect(checkNamed(validation, 't.q').reason).toContain(reason);
    expect(JSON.stringify(validation)).not.toContain('hunter2');
  });

  test('is masked by classification, and by what a value looks like', async () => {
    const directory = await temporaryDirectory({
      'd.csv': 'id,secret,free\n7,hunter2,write to ann@example.org\n8,swordfish,nothing\n',
    });
    const pattern = { logicalType: 'string', logicalTypeOptions: { pattern: '^$' } };
    const contract = contractText({
      properties: [
        { name: 'id', primaryKey: true, classification: 'PII' },
        { name: 'secret', classification: 'restricted', ...pattern },
        { name: 'free', ...pattern },
      ],
    });
    const validation = await validateFiles(contract, directory, ['d.csv']);
    const secret = checkNamed(validation, 't.secret.pattern');
    expect(secret.evidence?.masked).toBe(true);
    expect(evidenceValues(secret)).toEqual(['[masked]', '[masked]']);
    expect(secret.evidence?.rows[0]?.key).toEqual({ id: '[masked]' });
    expect(evidenceValues(checkNamed(validation, 't.free.pattern'))).toEqual(['[masked: e-mail]', 'nothing']);
    expect(JSON.stringify(validation)).not.toMatch(/hunter2|ann@/);
  });
});
