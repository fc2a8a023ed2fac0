import { createHash } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';

export type PreviewPages = { report(): Promise<string>; comment(): Promise<string> };
/** What the pages are drawn from: the documents of a directory, and perhaps a history beside them or elsewhere. */
export type PreviewSource = { directory: string; history?: string | undefined };
export type Preview = { url: string; close(): Promise<void> };

/** Writers write several documents one after another: the page is drawn again once. */
const QUIET_MS = 150;
const HEARTBEAT_MS = 15_000;

const script = `
new EventSource('/events').onmessage = () => {
  for (const frame of document.querySelectorAll('iframe')) frame.src = frame.src;
};`;
const digest = createHash('sha256').update(script).digest('base64');
const shell = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Proofmark preview</title>
<style>body { margin: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 600px), 1fr)); height: 100vh; } iframe { border: 0; width: 100%; height: 100%; min-height: 50vh; }</style>
</head>
<body>
<iframe src="/comment" title="The pull-request comment"></iframe>
<iframe src="/report" title="The report"></iframe>
<script>${script}</script>
</body>
</html>
`;

/**
 * Serves the comment and the report to this machine only, and tells the page when what they are drawn from changes.
 * @param source absolute paths
 * @param port 0 for a free one
 */
export async function servePreview(
  source: PreviewSource,
  pages: PreviewPages,
  port: number,
): Promise<Preview> {
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (!isOwnHost(request)) {
      // A name of a stranger's that resolves to this machine must not read the documents.
      send(response, 403, 'text/plain', 'not this host');
      return;
    }
    answer(request, response, pages, listeners).catch((error: unknown) => {
      send(
        response,
        500,
        'text/plain; charset=utf-8',
        error instanceof Error ? error.message : String(error),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const tell = (line: string) => {
    for (const listener of listeners) listener.write(line);
  };
  let pending: NodeJS.Timeout | undefined;
  const watchers = watchSource(source, () => {
    clearTimeout(pending);
    pending = setTimeout(() => tell('data: changed\n\n'), QUIET_MS);
  });
  const heartbeat = setInterval(() => tell(': still here\n\n'), HEARTBEAT_MS);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      clearTimeout(pending);
      clearInterval(heartbeat);
      for (const watcher of watchers) watcher.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Directories are watched, not files: who writes a file anew often puts another one in its place. */
function watchSource({ directory, history }: PreviewSource, changed: () => void): FSWatcher[] {
  const watchNames = (where: string, isDrawn: (name: string) => boolean) =>
    watch(where, (_, name) => {
      if (name === null || isDrawn(name)) changed();
    });
  return [
    watchNames(directory, (name) => name.endsWith('.json')),
    ...(history === undefined ? [] : [watchNames(dirname(history), (name) => name === basename(history))]),
  ];
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pages: PreviewPages,
  listeners: Set<ServerResponse>,
): Promise<void> {
  const page = 'text/html; charset=utf-8';
  switch (request.url) {
    case '/':
      response.setHeader(
        'Content-Security-Policy',
        `default-src 'none'; frame-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'`,
      );
      return send(response, 200, page, shell);
    case '/report':
      return send(response, 200, page, await pages.report());
    case '/comment':
      return send(response, 200, page, await pages.comment());
    case '/events':
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': watching\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return;
    default:
      return send(response, 404, 'text/plain', 'not found');
  }
}

function isOwnHost({ headers: { host = '' } }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(body);
}
