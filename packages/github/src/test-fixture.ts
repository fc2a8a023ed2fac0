import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeGitHub, type Permissions, type Repository, startFakeGitHub } from '@proofmark/fake-github';
import type { AssetSource } from './asset-source.ts';
import { createGitHubClient, type GitHubClient } from './client.ts';

export const repo = { owner: 'octo', repo: 'models' };

/** A double with `octo/models`, clients that never pause, and a scratch directory. */
export type Fixture = {
  fake: FakeGitHub;
  stored: Repository;
  /** The first commit of `main`. */
  head: string;
  folder: string;
  pauses: number[];
  /** Pauses not, and notes in `pauses` that it should have. */
  pause(milliseconds: number): Promise<void>;
  client(permissions?: Permissions, retries?: number): GitHubClient;
  asset(name: string, content?: string): AssetSource;
  writes(): string[];
  close(): Promise<void>;
};

export async function startFixture(): Promise<Fixture> {
  const fake = await startFakeGitHub();
  const stored = fake.seedRepository('octo/models');
  const folder = mkdtempSync(join(tmpdir(), 'ports-'));
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => void pauses.push(milliseconds);
  const all: Permissions = {
    actions: 'write',
    checks: 'write',
    contents: 'write',
    issues: 'write',
    'pull-requests': 'write',
    statuses: 'write',
  };
  return {
    fake,
    stored,
    head: stored.refs.get('refs/heads/main') ?? '',
    folder,
    pauses,
    pause,
    client: (permissions = all, retries = 3) =>
      createGitHubClient({
        token: fake.token('octo/models', permissions),
        apiUrl: fake.url,
        retries,
        pause,
      }),
    asset(name, content = `content of ${name}`) {
      const path = join(folder, name);
      writeFileSync(path, content);
      const sha256 = createHash('sha256').update(content).digest('hex');
      const bytes = Buffer.byteLength(content);
      return { name, path, bytes, sha256, contentType: 'application/octet-stream' };
    },
    writes: () =>
      fake.state.requests
        // GraphQL reads by POST too.
        .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
        .map(({ method, path }) => `${method} ${path}`),
    async close() {
      rmSync(folder, { recursive: true });
      await fake.close();
    },
  };
}
