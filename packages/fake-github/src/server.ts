import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleArtifactService } from './artifact-service.ts';
import { handleBlobStore } from './blob-store.ts';
import { dueEffects, type FaultEffect } from './faults.ts';
import { Refusal, type Reply } from './reply.ts';
import { handleRest, type Request } from './rest.ts';
import type { State } from './state.ts';

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, raw: Buffer, halfUpload: boolean): Request {
  // Not through URL's own path handling, which would resolve `..` in a branch name or file path.
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers,
    raw,
    halfUpload,
  };
}

function answer(state: State, request: Request): Reply {
  try {
    return (
      handleArtifactService(state, request) ?? handleBlobStore(state, request) ?? handleRest(state, request)
    );
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    if (error instanceof URIError) return { status: 400, body: { message: 'Bad Request' } };
    state.violations.push(`${request.method} ${request.path}: ${String(error)}`);
    return { status: 500, body: { message: `The double failed: ${String(error)}` } };
  }
}

function send(response: ServerResponse, reply: Reply): void {
  const isBuffer = Buffer.isBuffer(reply.body);
  const bytes = isBuffer
    ? (reply.body as Buffer)
    : Buffer.from(reply.body === undefined ? '' : JSON.stringify(reply.body));
  const type = isBuffer ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(reply.status, {
    ...(reply.body === undefined ? {} : { 'content-type': type }),
    ...(reply.status === 204 ? {} : { 'content-length': String(bytes.length) }),
    'x-github-request-id': 'DOUBLE',
    ...reply.headers,
  });
  response.end(bytes);
}

async function serve(state: State, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const effects = dueEffects(state.faults, method, url);
  const has = (kind: FaultEffect['kind']) => effects.some((effect) => effect.kind === kind);
  const log = (status: number | 'dropped') => state.requests.push({ method, path: url, status });
  const drop = () => {
    log('dropped');
    incoming.socket.destroy();
  };
  if (effects.some((effect) => effect.kind === 'drop' && effect.when === 'before')) return drop();
  const raw = await readBody(incoming);
  for (const effect of effects) {
    if (effect.kind === 'delay') await new Promise((done) => setTimeout(done, effect.milliseconds));
    if (effect.kind === 'interleave') await effect.run();
  }
  const canned = effects.find((effect) => effect.kind === 'reply');
  const reply = canned ?? answer(state, toRequest(incoming, raw, has('half-upload')));
  if (has('half-upload') || effects.some((effect) => effect.kind === 'drop')) return drop();
  log(reply.status);
  send(response, reply);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/** Serves a state on loopback; the returned function stops listening and breaks open connections. */
export async function startServers(state: State): Promise<() => Promise<void>> {
  const servers = [0, 1].map(() =>
    createServer((incoming, response) => {
      serve(state, incoming, response).catch((error: unknown) => {
        state.violations.push(`${incoming.method} ${incoming.url}: ${String(error)}`);
        incoming.socket.destroy();
      });
    }),
  );
  const [url = '', storageUrl = ''] = await Promise.all(servers.map(listen));
  state.url = url;
  state.storageUrl = storageUrl;
  return async () => {
    await Promise.all(servers.map(stop));
  };
}
