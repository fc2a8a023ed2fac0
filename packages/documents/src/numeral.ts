/** Longest run of zeros that an exponent is written out with; doubles end at 1e308. */
const MAX_EXPONENT = 400;

/**
 * The decimal that a number of YAML 1.2 or JSON means, digit for digit and without exponent: JavaScript reads
 * 9007199254740993 as …992, and 0.30000000000000000001 as 0.3. Leading and trailing zeros are left out, so that equal
 * numbers have equal texts. Undefined for what is no finite number, or has an exponent beyond 400.
 * @param written as it stands in the file: `+1.50`, `1e3`, `0x1F`, `0o17`
 */
export function exactDecimal(written: string): string | undefined {
  if (/^0(?:x[0-9a-f]+|o[0-7]+)$/i.test(written)) return BigInt(written).toString();
  const found = /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,6}))?$/i.exec(written);
  if (!found) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const shift = Number(exponent);
  if (whole + fraction === '' || Math.abs(shift) > MAX_EXPONENT) return undefined;
  const digits = '0'.repeat(Math.max(0, -shift)) + whole + fraction + '0'.repeat(Math.max(0, shift));
  const point = whole.length + Math.max(0, -shift) + shift;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  const right = digits.slice(point).replace(/0+$/, '');
  const value = right === '' ? left : `${left}.${right}`;
  return sign === '-' && value !== '0' ? `-${value}` : value;
}
