import { sign, verify } from 'node:crypto';
import { showReceived, UserError } from '@proofmark/documents';
import { z } from 'zod';
import type { PrivateKey, PublicKey } from './key.ts';

/** The payload type of every in-toto statement. */
export const IN_TOTO_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * A DSSE v1.0 envelope with one signature. Unknown fields are refused, as canonical protobuf JSON readers do.
 * https://github.com/secure-systems-lab/dsse/blob/v1.0.0/envelope.md
 */
export const Envelope = z.strictObject({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z
    .array(z.strictObject({ sig: z.string().min(1), keyid: z.string().nullish() }))
    .length(1, 'expected exactly one signature'),
});
export type Envelope = z.infer<typeof Envelope>;

/** DSSE pre-authentication encoding: what is signed. Lengths count bytes. */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** Signs an in-toto statement. The key is named beside the envelope, not in `keyid` (OMS v1.0). */
export function signEnvelope(payload: Uint8Array, key: PrivateKey): Envelope {
  const encoded = preAuthenticationEncoding(IN_TOTO_PAYLOAD_TYPE, payload);
  const signature = sign(key.hash, encoded, { key: key.key, dsaEncoding: 'der' });
  return {
    payload: Buffer.from(payload).toString('base64'),
    payloadType: IN_TOTO_PAYLOAD_TYPE,
    signatures: [{ sig: signature.toString('base64'), keyid: '' }],
  };
}

/**
 * The payload of an in-toto envelope, or undefined when the signature is not of this key over these bytes.
 * @throws UserError `evidence-invalid` when the envelope itself is not well-formed
 */
export function openEnvelope(envelope: Envelope, key: PublicKey, what: string): Buffer | undefined {
  if (envelope.payloadType !== IN_TOTO_PAYLOAD_TYPE)
    throw new UserError(
      'evidence-invalid',
      `${what}: payloadType: expected ${IN_TOTO_PAYLOAD_TYPE}, received ${showReceived(envelope.payloadType)}`,
    );
  const [signature, ...others] = envelope.signatures;
  if (!signature || others.length > 0)
    throw new UserError(
      'evidence-invalid',
      `${what}: expected exactly one signature, received ${envelope.signatures.length}`,
    );
  // The key id is not signed, so it never selects a key; one that names another key is a mistake to report.
  if (signature.keyid && signature.keyid !== key.fingerprint)
    throw new UserError(
      'evidence-invalid',
      `${what}: keyid: expected none or ${key.fingerprint}, received ${showReceived(signature.keyid)}`,
    );
  const payload = decodeBase64(envelope.payload, `${what}: payload`);
  const bytes = decodeBase64(signature.sig, `${what}: sig`);
  const encoded = preAuthenticationEncoding(envelope.payloadType, payload);
  return verify(key.hash, encoded, { key: key.key, dsaEncoding: 'der' }, bytes) ? payload : undefined;
}

/**
 * Decodes standard base64 with padding, and nothing else: Node skips what it does not know, so that two
 * different texts could stand for the same bytes.
 * @throws UserError `evidence-invalid`
 */
export function decodeBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  throw new UserError(
    'evidence-invalid',
    `${what}: expected base64 (RFC 4648, with padding), received ${showReceived(text)}`,
  );
}

/** Decodes UTF-8 and parses JSON, both strictly. @throws UserError `evidence-invalid` */
export function parseJsonBytes(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new UserError('evidence-invalid', `${what}: expected JSON in UTF-8`, { cause });
  }
}
