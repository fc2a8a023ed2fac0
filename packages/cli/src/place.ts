import { s3AccessOf, type Workplace } from '@proofmark/runs';
import type { Io } from './io.ts';
import { terminalLogger } from './terminal-logger.ts';

export type SharedOptions = { config: string; outDir: string };

/** The workplace of a laptop: the current directory, the terminal, a cache in the user's cache directory. */
export function workplaceOf(io: Io, options: Partial<SharedOptions>): Workplace {
  const home = io.env.XDG_CACHE_HOME ?? (io.env.HOME ? `${io.env.HOME}/.cache` : undefined);
  return {
    directory: io.directory,
    config: options.config ?? 'proofmark.yml',
    out: options.outDir ?? 'proofmark-out',
    logger: terminalLogger(io),
    now: io.now,
    toolCache: io.env.RUNNER_TOOL_CACHE ?? home,
    s3: s3AccessOf(io.env),
    trino: {
      server: io.env.TRINO_SERVER || undefined,
      user: io.env.TRINO_USER || undefined,
      password: io.env.TRINO_PASSWORD || undefined,
      token: io.env.TRINO_TOKEN || undefined,
    },
  };
}

/** Colour only where somebody looks, and not against their wish (https://no-color.org). */
export function wantsColor(io: Io): boolean {
  return io.isTerminal && !io.env.NO_COLOR;
}
