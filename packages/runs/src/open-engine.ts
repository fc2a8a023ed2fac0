import type { EngineSection } from '@proofmark/documents';
import { type Engine, openEngine, type PackagePlaces } from '@proofmark/engine';
import { readConfigIfAny } from './read-inputs.ts';
import { pathIn, type Workplace } from './workplace.ts';

/** Where native packages are looked for. */
export function packagePlaces(place: Workplace): PackagePlaces {
  return { workDirectory: place.directory, logger: place.logger, toolCache: place.toolCache };
}

/** The section `engine` of the configuration, where there is one. */
export async function engineSection(place: Workplace): Promise<EngineSection | undefined> {
  return (await readConfigIfAny(place))?.config.engine;
}

/** The longest time of one query, as the engines take it. */
export function queryTimeoutOf(section: EngineSection | undefined): { queryTimeoutMs?: number } {
  return section === undefined ? {} : { queryTimeoutMs: section.timeout * 60_000 };
}

/**
 * How every run opens the engine.
 * @param section without one, the engine's own defaults
 */
export function openEngineOf(place: Workplace, section: EngineSection | undefined): Promise<Engine> {
  const { memory, threads, 'temp-directory': temporary } = section ?? {};
  return openEngine({
    ...packagePlaces(place),
    ...queryTimeoutOf(section),
    ...(memory === undefined ? {} : { memoryLimit: memory }),
    ...(threads === undefined ? {} : { threads }),
    ...(temporary === undefined ? {} : { tempDirectory: pathIn(place, temporary) }),
  });
}
