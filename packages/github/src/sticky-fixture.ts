import { createComments } from './comments.ts';
import { writeMarker } from './marker.ts';
import type { StickyMode, StickyResult } from './own-comments.ts';
import { upsertStickyComment } from './sticky-comment.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

export const bot = 'github-actions[bot]';

/** A pull request whose comments are written by runs, for tests. */
export type StickyFixture = Fixture & {
  pull: number;
  upsert(run: number, text: string, id?: string, retries?: number, mode?: StickyMode): Promise<StickyResult>;
  /** A comment that no run wrote. @returns its id */
  addComment(body: string, login?: string): number;
  /** What the comments say, without their first lines, the markers. */
  texts(): string[];
  marked(run: number, text: string): string;
};

export async function startStickyFixture(): Promise<StickyFixture> {
  const fixture = await startFixture();
  const { fake, stored, head } = fixture;
  const pull = fake.seedPull('octo/models', { headRef: 'topic', headSha: head });
  return {
    ...fixture,
    pull,
    upsert(run, text, id = 'gate', retries = 3, mode = undefined) {
      const marker = { id, run, attempt: 1, sha: head };
      const port = createComments(fixture.client(undefined, retries), repo);
      return upsertStickyComment(port, { issue: pull, author: bot, marker, text, mode });
    },
    addComment(body, login = bot) {
      const id = fake.state.nextId();
      const at = fake.state.now();
      stored.comments.set(id, { id, issue: pull, body, login, createdAt: at, updatedAt: at });
      return id;
    },
    texts: () => [...stored.comments.values()].map(({ body }) => body.split('\n').slice(1).join('\n')),
    marked: (run, text) => `${writeMarker({ id: 'gate', run, attempt: 1, sha: head })}\n${text}`,
  };
}
