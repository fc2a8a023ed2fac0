import { expect, test } from 'vitest';
import { isSensitive, maskValue } from './mask.ts';

test.each([
  ['an e-mail address', 'mail ann.b+c@example.co.uk now', '[masked: e-mail]'],
  ['a card number', '4111 1111 1111 1111', '[masked: card number]'],
  ['an IBAN', 'DE89 3704 0044 0532 0130 00', '[masked: IBAN]'],
  ['an IPv4 address', 'from 192.168.0.1', '[masked: IP address]'],
  ['an IPv6 address', '2001:db8::1', '[masked: IP address]'],
  ['a phone number', '+1 (202) 555-0123', '[masked: phone number]'],
  ['a phone number with dashes', '202-555-0123', '[masked: phone number]'],
])('%s is masked', (_name, value, shown) => {
  expect(maskValue(value, false)).toEqual({ value: shown, masked: true });
});

test.each([
  ['a number', '-1116'],
  ['a large integer', '9007199254740993'],
  ['a decimal', '1234567.123456'],
  ['a date', '2001-01-01'],
  ['a timestamp', '2001-01-01 00:01:00'],
  ['a time', '12:30:00'],
  ['an airport', 'ORD'],
  ['16 digits with a wrong check digit', '4111111111111112'],
  ['an IBAN with a wrong check', 'DE89370400440532013001'],
])('%s is shown', (_name, value) => {
  expect(maskValue(value, false)).toEqual({ value, masked: false });
});

test.each([
  ['PII', true],
  ['confidential', true],
  ['highly-restricted', true],
  ['contains_personal_data', true],
  ['public', false],
  ['internal', false],
  [undefined, false],
])('classification %s is sensitive: %s', (classification, sensitive) => {
  expect(isSensitive(classification)).toBe(sensitive);
});
