import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The JavaScript of a package, built in here, and the native package that it calls. */
export type BuiltIn = { native: string; load: () => Promise<unknown> };

/**
 * Loads built-in JavaScript on top of the native code that an installed package brings: what is installed is a hundred
 * small files, which take longer to find and read than the native code.
 * @param name of the installed package, of the version that is built in
 * @param directory where it is looked for
 * @throws what Node says of native code that is absent, or unfit for this machine
 */
export async function loadBuiltIn(
  name: string,
  { native, load }: BuiltIn,
  directory: string,
): Promise<unknown> {
  const requireThere = createRequire(createRequire(join(directory, 'package.json')).resolve(name));
  const path = requireThere.resolve(native);
  // By itself first: what failed within the others would be remembered as failed, and may be found elsewhere.
  requireThere(path);
  const url = pathToFileURL(path).href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === native ? { url, shortCircuit: true } : next(specifier, context),
  });
  try {
    return await load();
  } finally {
    hooks.deregister();
  }
}
