import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { sha256, showReceived, UserError } from '@proofmark/documents';

/** OMS v1.0: each curve signs with the hash of its size. */
const CURVES = {
  prime256v1: { curve: 'P-256', hash: 'sha256' },
  secp384r1: { curve: 'P-384', hash: 'sha384' },
  secp521r1: { curve: 'P-521', hash: 'sha512' },
} as const;
type Curve = (typeof CURVES)[keyof typeof CURVES];

/** A checked key. `fingerprint` is the SHA-256 of the PEM SubjectPublicKeyInfo text, as OMS writes its hint. */
export type EvidenceKey = Curve & { key: KeyObject; publicKeyPem: string; fingerprint: string };
export type PrivateKey = EvidenceKey & { readonly kind: 'private' };
export type PublicKey = EvidenceKey & { readonly kind: 'public' };

/** A new P-256 key pair: the private key as PKCS #8, the public key as SubjectPublicKeyInfo, both PEM. */
export function generateKeyPair(): { privateKeyPem: string; publicKeyPem: string; fingerprint: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKeyPem: privateKey, publicKeyPem: publicKey, fingerprint: sha256(publicKey) };
}

/**
 * @param what names the key in errors ("input private-key"); the text of a key is never shown
 * @throws UserError `input-invalid`
 */
export function loadPrivateKey(pem: string, what = 'private key'): PrivateKey {
  const labels = readLabels(pem, what, 'PRIVATE KEY');
  if (labels.includes('ENCRYPTED PRIVATE KEY') || pem.includes('Proc-Type: 4,ENCRYPTED'))
    throw refuse(
      what,
      'the key is encrypted; expected an unencrypted one: decrypt it with `openssl pkcs8 -in KEY` and store that as a secret',
    );
  if (!labels.some((label) => label.endsWith('PRIVATE KEY')))
    throw refuse(what, `expected a private key, received ${showReceived(labels.join(', '))}`);
  return { kind: 'private', ...inspect(parse(createPrivateKey, pem, what), what) };
}

/** @throws UserError `input-invalid` */
export function loadPublicKey(pem: string, what = 'public key'): PublicKey {
  const labels = readLabels(pem, what, 'PUBLIC KEY');
  if (labels.some((label) => label.endsWith('PRIVATE KEY')))
    throw refuse(
      what,
      'expected a public key, received a private key; make the public one with `openssl pkey -pubout -in KEY`, and replace the private one if it was shared',
    );
  if (labels.length !== 1 || labels[0] !== 'PUBLIC KEY')
    throw refuse(what, `expected one PUBLIC KEY block, received ${showReceived(labels.join(', '))}`);
  return { kind: 'public', ...inspect(parse(createPublicKey, pem, what), what) };
}

function readLabels(pem: string, what: string, expected: string): string[] {
  const labels = [...pem.matchAll(/^\s*-----BEGIN ([A-Z0-9 ]+)-----\s*$/gm)].map((match) => match[1] ?? '');
  if (labels.length > 0) return labels;
  const remedy = pem.includes('\\n')
    ? '; it has the two characters \\n where lines should end: store the key with real line breaks'
    : '';
  throw refuse(what, `not PEM: expected a line "-----BEGIN ${expected}-----"${remedy}`);
}

function parse(read: (pem: string) => KeyObject, pem: string, what: string): KeyObject {
  try {
    return read(pem);
  } catch (cause) {
    throw refuse(what, 'the PEM block is damaged; copy the whole key again', cause);
  }
}

function inspect(key: KeyObject, what: string): EvidenceKey {
  if (key.asymmetricKeyType !== 'ec')
    throw refuse(
      what,
      `expected an elliptic-curve key (P-256, P-384 or P-521), received ${key.asymmetricKeyType}`,
    );
  const name = key.asymmetricKeyDetails?.namedCurve ?? 'unnamed';
  const curve = Object.entries(CURVES).find(([known]) => known === name)?.[1];
  if (!curve) throw refuse(what, `expected the curve P-256, P-384 or P-521, received ${showReceived(name)}`);
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { ...curve, key, publicKeyPem, fingerprint: sha256(publicKeyPem) };
}

function refuse(what: string, problem: string, cause?: unknown): UserError {
  return new UserError('input-invalid', `${what}: ${problem}`, { cause });
}
