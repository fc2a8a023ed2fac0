import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LEAST_JAVA = 24;
const START_MS = 120_000;

/** Where a Trino server can be started from, or why none can. */
export function findTrino(): { home: string; java: string } | { missing: string } {
  if (process.env.PROOFMARK_FULL !== '1') return { missing: 'PROOFMARK_FULL is not 1' };
  const home = process.env.TRINO_HOME ?? '';
  if (home === '' || !existsSync(join(home, 'bin/launcher')))
    return { missing: 'TRINO_HOME names no server' };
  const system = '/usr/lib/jvm';
  const homes = existsSync(system) ? readdirSync(system).map((name) => join(system, name)) : [];
  const java = [process.env.JAVA_HOME ?? '', ...homes].find((each) => javaOf(each) >= LEAST_JAVA);
  return java === undefined ? { missing: `no Java ${LEAST_JAVA} or later` } : { home, java };
}

function javaOf(home: string): number {
  const release = join(home, 'release');
  if (home === '' || !existsSync(release) || !existsSync(join(home, 'bin/java'))) return 0;
  return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1] ?? 0);
}

export type TrinoServer = { url: string; run: (sql: string) => Promise<void>; stop: () => Promise<void> };

/** Starts a server of one process with the `memory` catalog. */
export async function startTrino({ home, java }: { home: string; java: string }): Promise<TrinoServer> {
  const directory = await mkdtemp(join(tmpdir(), 'trino-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await mkdir(join(directory, 'catalog'));
  const files = {
    'node.properties': `node.environment=test\nnode.id=proofmark\nnode.data-dir=${join(directory, 'data')}\n`,
    'jvm.config': '-server\n-Xmx2G\n-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n',
    'config.properties': `coordinator=true\nnode-scheduler.include-coordinator=true\nhttp-server.http.port=${port}\ndiscovery.uri=${url}\n`,
    'catalog/memory.properties': 'connector.name=memory\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const server = spawn(join(home, 'bin/launcher'), ['run', `--etc-dir=${directory}`], {
    env: { ...process.env, JAVA_HOME: java, PATH: `${join(java, 'bin')}:${process.env.PATH}` },
    stdio: 'ignore',
    detached: true,
  });
  const stop = async () => {
    await stopGroup(server);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await untilReady(url, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, run: (sql) => runSql(url, sql), stop };
}

async function stopGroup(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  process.kill(-server.pid, 'SIGKILL');
  await ended;
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (const limit = Date.now() + START_MS; Date.now() < limit; ) {
    if (server.exitCode !== null) throw new Error(`Trino ended with code ${server.exitCode}`);
    const ready = await runSql(url, 'SELECT count(*) FROM memory.information_schema.tables').then(
      () => true,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('Trino did not start');
}

/** Writes too, which the engine does not. */
async function runSql(url: string, sql: string): Promise<void> {
  type Page = { nextUri?: string; error?: { message: string } };
  const headers = { 'X-Trino-User': 'test', 'X-Trino-Time-Zone': 'UTC' };
  let response = await fetch(`${url}/v1/statement`, { method: 'POST', body: sql, headers });
  for (;;) {
    const page = (await response.json()) as Page;
    if (page.error) throw new Error(`${page.error.message}: ${sql.slice(0, 200)}`);
    if (page.nextUri === undefined) return;
    response = await fetch(page.nextUri, { headers });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
