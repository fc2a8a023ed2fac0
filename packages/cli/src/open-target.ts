import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

/** Shows a file or address in the user's browser; without one it stays closed, for its path is printed anyway. */
export function openTarget(target: string): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, target], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
