import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UserError } from '@proofmark/documents';

/** Where native packages are looked for. */
export type PackagePlaces = {
  /** The user's project: its own node_modules come first. */
  workDirectory: string;
};

/** Loads a package that is not in the bundle. @throws UserError `engine-unavailable` */
export async function loadPackage(name: string, { workDirectory }: PackagePlaces): Promise<unknown> {
  const directories = [workDirectory, dirname(realpathSync(process.argv[1] ?? '.'))];
  for (const directory of directories) {
    const load = createRequire(join(directory, 'package.json'));
    try {
      return load(name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new UserError('engine-unavailable', `${name} was not found; run npm install ${name}`);
}
