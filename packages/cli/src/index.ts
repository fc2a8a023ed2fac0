/** Runs the command line with its arguments (without node and script) and returns the exit code. */
export async function main(_argv: readonly string[]): Promise<number> {
  process.stderr.write('proofmark: no command is available yet\n');
  return 2;
}
