import { isIPv6 } from 'node:net';
import { isIban } from './iban.ts';

type Detector = { what: string; finds: (text: string) => boolean };

const DETECTORS: readonly Detector[] = [
  { what: 'e-mail', finds: (text) => /[^\s@,;]+(?:@|%40)[^\s@,;]+\.[\p{L}-]{2,}/u.test(text) },
  { what: 'IBAN', finds: hasIban },
  { what: 'card number', finds: hasCard },
  { what: 'IP address', finds: hasIp },
  { what: 'phone number', finds: hasPhone },
];

/** The kind of personal data that a text shows, if any. Bounded work: the texts are short. */
export function detectPersonal(text: string): string | undefined {
  // Wide digits and invisible characters must not hide a number that a reader sees.
  const plain = text.normalize('NFKC').replaceAll(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g, '');
  return DETECTORS.find(({ finds }) => finds(plain))?.what;
}

/** Wherever one may begin; the country says where it ends. */
function hasIban(text: string): boolean {
  const compact = text.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  return [...compact.matchAll(/(?=([A-Z]{2}\d{2}))/g)].some(({ index }) => isIban(compact.slice(index)));
}

/** Groups of digits with one or two other signs between them; a card is some groups in a row. */
function hasCard(text: string): boolean {
  for (const [run] of text.matchAll(/\d+(?:[^\p{L}\p{N}]{1,2}\d+)*/gu)) {
    const groups = run.match(/\d+/g) ?? [];
    for (const from of groups.keys()) {
      let digits = '';
      for (let to = from; to < groups.length && digits.length <= 19; to++) {
        digits += groups[to] ?? '';
        if (isCard(digits)) return true;
      }
    }
  }
  return false;
}

/** ISO/IEC 7812: 13 to 19 digits that begin as those of banks do, the last one the check digit of Luhn. */
function isCard(digits: string): boolean {
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false;
  let sum = 0;
  for (const [i, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (i % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function hasIp(text: string): boolean {
  if (/\b(?:\d{1,3}\.){3}\d{1,3}\b/.test(text)) return true;
  const words = text.match(/(?<![\w:])[0-9A-Fa-f:.]{3,45}(?!\w)/g) ?? [];
  // Node takes milliseconds to make ready what it tells the address by: numbers alone must not ask for it.
  return words.some((word) => word.includes(':') && isIPv6(word.replace(/\.+$/, '')));
}

function hasPhone(text: string): boolean {
  const candidates = text.match(/(?<![\w.])[+(]?\d[\d ()./-]{6,24}\d(?!\w)/g) ?? [];
  return candidates.some(isPhone);
}

/** Nine to fifteen digits (ITU-T E.164), with a + or separators as people write them; a bare number is none. */
function isPhone(text: string): boolean {
  if (!/[+ (/-]/.test(text) || /^\d{4}-\d{2}-\d{2}|^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(text)) return false;
  const digits = text.replaceAll(/\D/g, '').length;
  return digits >= 9 && digits <= 15;
}
