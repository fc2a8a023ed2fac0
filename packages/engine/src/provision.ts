import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Logger, messageOf, silentLogger, UserError } from '@proofmark/documents';
import { loadBuiltIn } from './built-in.ts';
import { installLocked } from './install.ts';
import type { NativePackage } from './native-package.ts';
import duckdbManifest from './provision/duckdb/package.json' with { type: 'json' };
import duckdbLock from './provision/duckdb/package-lock.json' with { type: 'json' };
import onnxManifest from './provision/onnx/package.json' with { type: 'json' };
import onnxLock from './provision/onnx/package-lock.json' with { type: 'json' };

export const duckdbPackage: NativePackage = {
  kind: 'duckdb',
  name: '@duckdb/node-api',
  version: duckdbManifest.dependencies['@duckdb/node-api'],
  manifest: duckdbManifest,
  lock: duckdbLock,
  builtIn: { native: '@duckdb/node-bindings', load: () => import('@duckdb/node-api') },
};

/** The portable build. The native one, `onnxruntime-node`, is used where it is installed already. */
export const onnxPackage: NativePackage = {
  kind: 'onnx',
  name: 'onnxruntime-web',
  version: onnxManifest.dependencies['onnxruntime-web'],
  manifest: onnxManifest,
  lock: onnxLock,
};

/** Where packages are looked for, in this order. */
export type PackagePlaces = {
  /** The user's project: the node_modules here and above. Then those above the program itself. */
  workDirectory: string;
  /** A directory that outlives the run (the runner's tool cache): used when filled, else filled by npm. */
  toolCache?: string | undefined;
  logger?: Logger | undefined;
};

/**
 * Loads a package from the project, the tool cache, or npm.
 * @throws UserError `engine-unavailable` naming the directory to fill and the command
 */
export async function loadPackage(wanted: NativePackage, places: PackagePlaces): Promise<unknown> {
  const { logger = silentLogger } = places;
  const load: Load = (name, directory, version) =>
    wanted.builtIn && version === wanted.version
      ? loadBuiltIn(name, wanted.builtIn, directory)
      : requireFrom(name, directory);
  const accepts = (version: string) => sameMinor(version, wanted.version);
  const installed = await findInstalled(wanted.name, places.workDirectory, logger, accepts, load);
  if (installed) return installed;
  if (places.toolCache === undefined) {
    throw new UserError(
      'engine-unavailable',
      `${wanted.name} ${wanted.version} is not installed in ${places.workDirectory} or above, and no tool cache is set; run: npm install --no-save ${wanted.name}@${wanted.version}`,
    );
  }
  const directory = join(
    places.toolCache,
    'proofmark',
    wanted.kind,
    `${wanted.version}-${process.platform}-${process.arch}`,
  );
  await installLocked(wanted, directory, logger);
  try {
    return await load(wanted.name, directory, wanted.version);
  } catch (cause) {
    throw new UserError(
      'engine-unavailable',
      `${wanted.name} ${wanted.version} does not load on ${process.platform}-${process.arch} from ${directory}: ${firstLine(cause)}; delete that directory to install it again, or install the package in the project`,
      { cause },
    );
  }
}

type Load = (name: string, directory: string, version: string) => unknown;

/** Loads an installed package of the project, or of the program itself; a broken or unfit one is passed over. */
export async function findInstalled(
  name: string,
  workDirectory: string,
  logger: Logger,
  accepts: (version: string) => boolean,
  load: Load = requireFrom,
): Promise<unknown> {
  for (const directory of new Set([workDirectory, programDirectory()])) {
    try {
      const version = installedVersion(name, directory);
      if (version === undefined) continue;
      if (accepts(version)) return await load(name, directory, version);
      logger.debug(`${name} ${version} of ${directory} is passed over: another version is needed`);
    } catch (error) {
      logger.warning(`${name} of ${directory} is passed over: it does not load: ${firstLine(error)}`);
    }
  }
  return undefined;
}

function installedVersion(name: string, directory: string): string | undefined {
  for (const modules of createRequire(join(directory, 'package.json')).resolve.paths(name) ?? []) {
    try {
      return (JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string })
        .version;
    } catch {
      // Not in this node_modules; the next one up may have it.
    }
  }
  return undefined;
}

function requireFrom(name: string, directory: string): unknown {
  return createRequire(join(directory, 'package.json'))(name);
}

function programDirectory(): string {
  return dirname(realpathSync(process.argv[1] ?? '.'));
}

/** 1.5.6-r.1 and 1.5.9 give the same numbers; 1.6 may not, and its interface may differ. */
function sameMinor(a: string, b: string): boolean {
  const minor = (version: string) => version.split('.', 2).join('.');
  return minor(a) === minor(b);
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n', 1)[0] ?? '';
}
