/** Classifications (ODCS leaves the words free) whose values never leave the data. */
const SENSITIVE = /\b(pii|phi|pci|personal|private|confidential|restricted|sensitive|secret)\b/i;

export function isSensitive(classification: string | undefined): boolean {
  return classification !== undefined && SENSITIVE.test(classification.replaceAll(/[_-]/g, ' '));
}

type Detector = { what: string; finds: (text: string) => boolean };

const DETECTORS: readonly Detector[] = [
  { what: 'e-mail', finds: (text) => /[^\s@,;]+@[^\s@,;]+\.[A-Za-z]{2,}/.test(text) },
  { what: 'IBAN', finds: (text) => candidates(text, /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/g).some(isIban) },
  { what: 'card number', finds: (text) => candidates(text, /\b[3-6]\d(?:[ -]?\d){11,17}\b/g).some(isCard) },
  { what: 'IP address', finds: (text) => /\b(?:\d{1,3}\.){3}\d{1,3}\b/.test(text) || isIpv6(text) },
  { what: 'phone number', finds: isPhone },
];

/** The kind of personal data that a text shows, if any. Bounded work: the texts are short. */
export function detectPersonal(text: string): string | undefined {
  return DETECTORS.find(({ finds }) => finds(text))?.what;
}

/**
 * A value as it may be shown.
 * @param sensitive whether the column is classified so
 */
export function maskValue(
  value: string | null,
  sensitive: boolean,
): { value: string | null; masked: boolean } {
  if (value === null) return { value, masked: false };
  if (sensitive) return { value: '[masked]', masked: true };
  const what = detectPersonal(value);
  return what === undefined ? { value, masked: false } : { value: `[masked: ${what}]`, masked: true };
}

function candidates(text: string, pattern: RegExp): string[] {
  return (text.match(pattern) ?? []).map((found) => found.replaceAll(/[ -]/g, ''));
}

/** ISO 13616: moved to the front and written as a number, it leaves 1 modulo 97. */
function isIban(text: string): boolean {
  const digits = (text.slice(4) + text.slice(0, 4)).replaceAll(/[A-Z]/g, (c) => String(c.charCodeAt(0) - 55));
  let remainder = 0;
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

/** ISO/IEC 7812: the check digit of Luhn. */
function isCard(text: string): boolean {
  let sum = 0;
  for (const [i, digit] of [...text].reverse().entries()) {
    const doubled = Number(digit) * (i % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return text.length >= 13 && sum % 10 === 0;
}

function isIpv6(text: string): boolean {
  return /^(?=.*:.*:)[0-9A-Fa-f:]{3,39}$/.test(text) && !/^\d{1,2}:\d{2}:\d{2}$/.test(text);
}

/** Nine digits at least, with a + or separators as people write them; a bare number is no phone number. */
function isPhone(text: string): boolean {
  const trimmed = text.trim();
  if (!/^\+?[\d ()./-]{9,24}$/.test(trimmed) || !/[+ (/-]/.test(trimmed.slice(0, -1))) return false;
  if (/^-?\d+(\.\d+)?$/.test(trimmed) || /^\d{4}-\d{2}-\d{2}/.test(trimmed)) return false;
  return trimmed.replaceAll(/\D/g, '').length >= 9;
}
