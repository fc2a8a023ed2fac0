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
  ['a card number within a text', 'paid with 4111111111111111 yesterday', '[masked: card number]'],
  ['a card number before other digits', '4111 1111 1111 1111 12/27 123', '[masked: card number]'],
  ['a card number after other digits', '17 4111 1111 1111 1111', '[masked: card number]'],
  ['a card number that touches letters', 'card4111111111111111x', '[masked: card number]'],
  ['a card number with dots', '4111.1111.1111.1111', '[masked: card number]'],
  ['a card number of 15 digits', '3782 822463 10005', '[masked: card number]'],
  ['a card number that begins with 2', '2223003122003222', '[masked: card number]'],
  ['a card number in wide digits', '４１１１１１１１１１１１１１１１', '[masked: card number]'],
  ['a card number with invisible characters', '4111\u200b1111\u200b1111\u200b1111', '[masked: card number]'],
  ['an IBAN within a text', 'IBAN: GB82 WEST 1234 5698 7654 32 THANKS', '[masked: IBAN]'],
  ['an IBAN in small letters', 'de89370400440532013000 please', '[masked: IBAN]'],
  ['an IBAN that touches a word', 'toDE89370400440532013000', '[masked: IBAN]'],
  ['an address with a port', 'http://10.1.2.3:8080/x', '[masked: IP address]'],
  ['an IPv6 address within a text', 'seen from 2001:db8::1.', '[masked: IP address]'],
  ['a full IPv6 address', '[2001:0db8:0000:0000:0000:0000:0000:0001]', '[masked: IP address]'],
  ['a mapped IPv4 address', '::ffff:192.0.2.1', '[masked: IP address]'],
  ['a phone number within a text', 'call +49 170 1234567 today', '[masked: phone number]'],
  ['a phone number without separators', 'tel:+491701234567', '[masked: phone number]'],
  ['a social security number', '123-45-6789', '[masked: phone number]'],
  ['an e-mail address in a link', 'mailto:ann%40example.org', '[masked: e-mail]'],
  ['an e-mail address of another script', 'анна@пример.рф', '[masked: e-mail]'],
  ['an e-mail address in brackets', 'Ann <ann@example.org>', '[masked: e-mail]'],
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
  ['a time zone', '2001-02-03T04:05:06+02:00'],
  ['a date of the day first', '03/04/2001 12:30'],
  ['a version', '1.10.2'],
  ['a name in C++', 'std::vector'],
  ['a MAC address', '00:1b:44:11:3a:b7'],
  ['a UUID', '550e8400-e29b-41d4-a716-446655440000'],
  ['a flight', 'UA 1234'],
  ['an at sign', 'meet @ noon'],
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
