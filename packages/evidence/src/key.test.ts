import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateKeyPair, loadPrivateKey, loadPublicKey } from './key.ts';

const pair = generateKeyPair();

function ecPem(namedCurve: string, type: 'pkcs8' | 'sec1', cipher?: { cipher: string; passphrase: string }) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return privateKey.export({ type, format: 'pem', ...cipher }).toString();
}
const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const encryption = { cipher: 'aes-256-cbc', passphrase: 'x' };
/** Cuts the middle out of a PEM text. */
const damaged = (pem: string) => pem.split('\n').toSpliced(1, 1).join('\n');

test('a generated pair is PKCS #8 and SubjectPublicKeyInfo, with one fingerprint', () => {
  expect(pair.privateKeyPem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(pair.publicKeyPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  expect(loadPrivateKey(pair.privateKeyPem)).toMatchObject({ curve: 'P-256', fingerprint: pair.fingerprint });
  expect(loadPublicKey(pair.publicKeyPem)).toMatchObject({ curve: 'P-256', fingerprint: pair.fingerprint });
});

test.each([
  ['P-384', ecPem('secp384r1', 'pkcs8')],
  ['P-521', ecPem('secp521r1', 'pkcs8')],
  ['P-256', ecPem('prime256v1', 'sec1')],
  ['P-256', `\r\n${pair.privateKeyPem.replaceAll('\n', '\r\n')}`],
])('loads a private key on %s', (curve, pem) => {
  expect(loadPrivateKey(pem)).toMatchObject({ kind: 'private', curve });
});

describe('loadPrivateKey refuses', () => {
  test.each([
    ['nothing', '', /^input key: not PEM: expected a line "-----BEGIN PRIVATE KEY-----"$/],
    ['escaped line breaks', pair.privateKeyPem.replaceAll('\n', '\\n'), /real line breaks/],
    ['a public key', pair.publicKeyPem, /expected a private key, received "PUBLIC KEY"/],
    ['an encrypted key', ecPem('prime256v1', 'pkcs8', encryption), /the key is encrypted/],
    ['an encrypted key of the older form', ecPem('prime256v1', 'sec1', encryption), /the key is encrypted/],
    ['RSA', rsa.privateKey, /expected an elliptic-curve key .* received rsa/],
    ['another curve', ecPem('secp256k1', 'pkcs8'), /expected the curve P-256.*received "secp256k1"/],
    ['a damaged key', damaged(pair.privateKeyPem), /the PEM block is damaged/],
  ])('%s', (_name, pem, message) => {
    expect(() => loadPrivateKey(pem, 'input key')).toThrow(message);
  });

  test('without showing the key', () => {
    const secret = pair.privateKeyPem.split('\n')[1] ?? '';
    try {
      loadPublicKey(pair.privateKeyPem);
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain(secret);
    }
  });
});

describe('loadPublicKey refuses', () => {
  test.each([
    ['a private key', pair.privateKeyPem, /expected a public key, received a private key/],
    ['a private key after the public one', pair.publicKeyPem + pair.privateKeyPem, /received a private key/],
    ['two keys', pair.publicKeyPem + rsa.publicKey, /expected one PUBLIC KEY block/],
    ['a certificate', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n', /received "CERTIFICATE"/],
    ['RSA', rsa.publicKey, /received rsa/],
    ['a damaged key', damaged(pair.publicKeyPem), /the PEM block is damaged/],
  ])('%s', (_name, pem, message) => {
    expect(() => loadPublicKey(pem)).toThrow(message);
  });
});

test('the fingerprint belongs to the public half', () => {
  const key = loadPrivateKey(ecPem('secp384r1', 'sec1'));
  expect(
    loadPublicKey(createPublicKey(key.key).export({ type: 'spki', format: 'pem' }).toString()),
  ).toMatchObject({
    fingerprint: key.fingerprint,
  });
});
