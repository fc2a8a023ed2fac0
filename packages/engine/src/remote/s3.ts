import { UserError } from '@proofmark/documents';
import { AwsV4Signer } from 'aws4fetch';
import { showUrl } from './urls.ts';

/** How an object store is reached, in the names of AWS. Without keys a bucket has to be public. */
export type S3Access = {
  region: string;
  /** Of another store that speaks S3: `https://minio.example.com`. Default: Amazon's of the region. */
  endpoint?: string | undefined;
  keys?: { id: string; secret: string; sessionToken?: string | undefined } | undefined;
};

const EXPIRES_SECONDS = '3600';

/**
 * The URL that `s3://bucket/key` is downloaded from, signed for an hour where there are keys (AWS Signature Version 4,
 * query parameters).
 * @param now for tests; default the clock
 * @throws UserError `input-invalid` for a name that is no object, such as a glob, or whose bucket can have no such name
 */
export async function objectUrl(file: string, access: S3Access, now?: Date): Promise<string> {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/is.exec(file) ?? [];
  if (bucket === undefined || key === undefined || /[*?#[\]]/.test(key)) {
    throw new UserError(
      'input-invalid',
      `${showUrl(file)}: expected one object, s3://bucket/path/file.parquet; a bucket is not listed: name each file`,
    );
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new UserError(
      'input-invalid',
      `${showUrl(file)}: expected a bucket of 3 to 63 lower-case letters, digits, dots and hyphens in s3://bucket/path/file.parquet`,
    );
  }
  const url = new URL(placeOf(bucket, access));
  url.pathname += key.split('/').map(encodeSegment).join('/');
  const { keys, region } = access;
  if (keys === undefined) return url.href;
  url.searchParams.set('X-Amz-Expires', EXPIRES_SECONDS);
  const signer = new AwsV4Signer({
    url: url.href,
    accessKeyId: keys.id,
    secretAccessKey: keys.secret,
    ...(keys.sessionToken === undefined ? {} : { sessionToken: keys.sessionToken }),
    service: 's3',
    region,
    signQuery: true,
    ...(now ? { datetime: now.toISOString().replace(/[:-]|\.\d{3}/g, '') } : {}),
  });
  return (await signer.sign()).url.href;
}

/** Buckets with dots have no certificate as a host name; other stores have no host name per bucket. */
function placeOf(bucket: string, { endpoint, region }: S3Access): string {
  if (endpoint !== undefined) return `${endpoint.replace(/\/+$/, '')}/${bucket}/`;
  const host = `s3.${region}.amazonaws.com`;
  return bucket.includes('.') ? `https://${host}/${bucket}/` : `https://${bucket}.${host}/`;
}

/** As S3 signs it (RFC 3986): `encodeURIComponent` leaves five marks that have to be encoded too. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
