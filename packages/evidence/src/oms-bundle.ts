import { check, showReceived, UserError } from '@proofmark/documents';
import { z } from 'zod';
import { Envelope, parseJsonBytes } from './dsse.ts';

const MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A bundle lists one digest of a hundred bytes per file; 16 MiB are over a hundred thousand files. */
export const MAX_BUNDLE_BYTES = 16 * 2 ** 20;

/** A Sigstore bundle v0.3, as far as OMS v1.0 uses it for the method `key`. */
const Bundle = z.strictObject({
  mediaType: z.literal(MEDIA_TYPE),
  verificationMaterial: z.strictObject({
    /** Before v1.0 producers wrote `rawBytes` instead of the hint. */
    publicKey: z.strictObject({
      hint: z.string().nullish(),
      rawBytes: z.string().optional(),
      keyDetails: z.string().optional(),
    }),
    tlogEntries: z.array(z.unknown()).length(0, 'expected no log entry beside a key').optional(),
  }),
  dsseEnvelope: Envelope,
});

export type OmsBundle = { envelope: Envelope; hint: string | undefined };

/** The text of a signature file: without white space, so that no byte of it can change unnoticed. */
export function writeBundle(envelope: Envelope, hint: string): string {
  const bundle: z.infer<typeof Bundle> = {
    mediaType: MEDIA_TYPE,
    verificationMaterial: { publicKey: { hint }, tlogEntries: [] },
    dsseEnvelope: envelope,
  };
  return JSON.stringify(bundle);
}

/** Reads a signature file; nothing in it is trusted yet. @throws UserError `evidence-invalid` */
export function readBundle(text: string | Uint8Array, what: string): OmsBundle {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  if (bytes.length > MAX_BUNDLE_BYTES)
    throw new UserError(
      'evidence-invalid',
      `${what}: expected a signature of at most ${MAX_BUNDLE_BYTES} bytes, received ${bytes.length}`,
    );
  const value = parseJsonBytes(bytes, what);
  const material = (value as { verificationMaterial?: unknown } | null)?.verificationMaterial;
  const method = ['certificate', 'x509CertificateChain'].find(
    (key) => typeof material === 'object' && material !== null && key in material,
  );
  if (method)
    throw new UserError(
      'evidence-invalid',
      `${what}: verificationMaterial: expected publicKey, received ${showReceived(method)}; only key signatures are supported, use the model_signing client for certificates and keyless signing`,
    );
  const bundle = check(Bundle, value, { what, code: 'evidence-invalid' });
  return { envelope: bundle.dsseEnvelope, hint: bundle.verificationMaterial.publicKey.hint || undefined };
}
