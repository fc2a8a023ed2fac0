import { sign } from 'node:crypto';
import { sha256 } from '@proofmark/documents';
import { preAuthenticationEncoding } from './dsse.ts';

export type Json = Record<string, unknown>;
export type Bundle = {
  mediaType: string;
  verificationMaterial: Json & { publicKey: Json };
  dsseEnvelope: { payload: string; payloadType: string; signatures: Json[] };
};
export type Payload = Json & {
  subject: { name: string; digest: Json }[];
  predicate: { serialization: Json; resources: Json[] };
};

/** Ways to forge the bundle of one model for tests: by who has the key, and by who has not. */
export class Forger {
  readonly genuine: string;
  readonly #privateKeyPem: string;

  constructor(genuine: string, privateKeyPem: string) {
    this.genuine = genuine;
    this.#privateKeyPem = privateKeyPem;
  }

  /** The genuine bundle with a change that the signature does not protect. */
  outside(change: (bundle: Bundle) => unknown): string {
    const bundle = JSON.parse(this.genuine);
    change(bundle);
    return JSON.stringify(bundle);
  }

  /** A payload signed with the right key, as a hostile or broken signer would make it. */
  signed(payload: Uint8Array): string {
    return this.outside(({ dsseEnvelope }) => {
      const encoded = preAuthenticationEncoding(dsseEnvelope.payloadType, payload);
      dsseEnvelope.payload = Buffer.from(payload).toString('base64');
      dsseEnvelope.signatures = [{ sig: sign('sha256', encoded, this.#privateKeyPem).toString('base64') }];
    });
  }

  inside(change: (payload: Payload) => unknown): string {
    const { payload: encoded } = JSON.parse(this.genuine).dsseEnvelope;
    const payload = JSON.parse(Buffer.from(encoded, 'base64').toString());
    change(payload);
    return this.signed(Buffer.from(JSON.stringify(payload)));
  }

  /** Replaces the resources by files of one content, and keeps the subject consistent with them. */
  listing(content: string, ...names: string[]): string {
    return this.inside((payload) => {
      const digest = sha256(content);
      payload.predicate.resources = names.map((name) => ({ name, digest, algorithm: 'sha256' }));
      payload.subject = [
        { name: 'm', digest: { sha256: sha256(Buffer.from(digest.repeat(names.length), 'hex')) } },
      ];
    });
  }
}
