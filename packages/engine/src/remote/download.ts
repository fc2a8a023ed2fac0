import { createHash } from 'node:crypto';
import { open as openFile, rm } from 'node:fs/promises';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf, showReceived, UserError } from '@proofmark/documents';
import { formatOf } from '../sources.ts';
import { isPrivateAddress, PrivateAddressError, publicLookup } from './addresses.ts';
import { showUrl } from './urls.ts';

export type DownloadOptions = {
  /** Where the file is put. */
  directory: string;
  /** False where strangers name the files: addresses of this machine and of private networks are refused. */
  privateAddresses: boolean;
  /** Default 20 GB. */
  maxBytes?: number;
  /** What the user calls the file, where it is not the URL. */
  name?: string;
};

const MAX_BYTES = 20e9;
const MAX_REDIRECTS = 5;
const IDLE_MS = 60_000;

/**
 * Downloads a file of http or https whole: the document binds the digest of all of its bytes, so a part would not do.
 * Redirects are followed, never from https to http.
 * @returns the path; its name ends as the URL's does, and the format follows from that
 * @throws UserError `input-invalid` for a URL that is not allowed, `data-missing` when it cannot be had,
 * `data-invalid` when it is too large or cut off
 */
export async function downloadFile(file: string, options: DownloadOptions): Promise<string> {
  const shown = showUrl(options.name ?? file);
  const url = parse(file, shown);
  const name = (url.pathname.split('/').at(-1) ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '_');
  formatOf([name]);
  const path = join(
    options.directory,
    `${createHash('sha256').update(file).digest('hex').slice(0, 16)}-${name}`,
  );
  try {
    const response = await open(url, shown, options, MAX_REDIRECTS);
    await save(response, path, shown, options.maxBytes ?? MAX_BYTES);
    return path;
  } catch (cause) {
    await rm(path, { force: true });
    if (cause instanceof UserError) throw cause;
    if (cause instanceof PrivateAddressError) throw refusePrivate(shown, cause);
    throw new UserError(
      'data-missing',
      `${shown}: the file could not be downloaded: ${messageOf(cause)}; check the address and the network`,
      { cause },
    );
  }
}

function parse(file: string, shown: string): URL {
  const url = URL.canParse(file) ? new URL(file) : undefined;
  const problem =
    url === undefined
      ? 'it is no URL'
      : !/^https?:$/.test(url.protocol)
        ? `received ${url.protocol}//`
        : url.username || url.password
          ? 'a user name or password in it would be logged'
          : undefined;
  if (url && problem === undefined) return url;
  throw new UserError(
    'input-invalid',
    `${shown}: expected a file, http://, https:// or s3://: ${problem}; of another object store than S3 give a presigned URL, or copy the file in a step before`,
  );
}

function refusePrivate(shown: string, cause?: unknown): UserError {
  return new UserError(
    'input-invalid',
    `${shown}: addresses of private networks are not opened on pull requests of forks`,
    { cause },
  );
}

async function open(
  url: URL,
  shown: string,
  options: DownloadOptions,
  redirects: number,
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A socket looks up names only.
  if (!options.privateAddresses && isIP(host) && isPrivateAddress(host)) throw refusePrivate(shown);
  const response = await request(url, options);
  const { statusCode = 0, headers } = response;
  if (statusCode === 200) return response;
  response.destroy();
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined) {
    if (redirects === 0) throw new Error(`it redirects more than ${MAX_REDIRECTS} times`);
    const next = parse(new URL(headers.location, url).href, shown);
    if (url.protocol === 'https:' && next.protocol === 'http:')
      throw new Error('it redirects from https to http');
    return open(next, shown, options, redirects - 1);
  }
  throw new Error(`expected the status 200, received ${statusCode}`);
}

function request(url: URL, { privateAddresses }: DownloadOptions): Promise<IncomingMessage> {
  const get = url.protocol === 'https:' ? getHttps : getHttp;
  const lookup = privateAddresses ? {} : { lookup: publicLookup };
  const headers = { 'accept-encoding': 'identity', 'user-agent': 'proofmark' };
  return new Promise((resolve, reject) => {
    const asked = get(url, { headers, agent: false, timeout: IDLE_MS, ...lookup }, resolve);
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${IDLE_MS / 1000} s`)));
    asked.on('error', reject);
  });
}

async function save(response: IncomingMessage, path: string, shown: string, limit: number): Promise<void> {
  const announced = response.headers['content-length'];
  const refuse = (received: string): never => {
    throw new UserError('data-invalid', `${shown}: expected at most ${limit} bytes, received ${received}`);
  };
  if (announced !== undefined && Number(announced) > limit) refuse(announced);
  let bytes = 0;
  // Opened before the first byte: a stream that opens by itself may do so after the caller has removed the file.
  const file = await openFile(path, 'wx', 0o600);
  try {
    await pipeline(
      response,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > limit) refuse('more');
          yield chunk;
        }
      },
      file.createWriteStream(),
    );
  } finally {
    await file.close();
  }
  if (announced !== undefined && bytes !== Number(announced)) {
    throw new UserError(
      'data-invalid',
      `${shown}: expected ${showReceived(announced)} bytes, received ${bytes}: the download was cut off; run again`,
    );
  }
}
