/** What the stubs in dist start: the eight actions and the command line. */
export type ProgramName =
  | 'validate-data'
  | 'evaluate-model'
  | 'gate-model'
  | 'comment-metrics'
  | 'publish-model'
  | 'promote-model'
  | 'verify-model'
  | 'monitor-drift'
  | 'proofmark';

/** Starts one program. Each is imported when it is asked for, so that an action loads only the code it runs. */
export async function run(name: ProgramName): Promise<void> {
  switch (name) {
    case 'validate-data':
      return (await import('./validate-data/src/run.ts')).run();
    case 'evaluate-model':
      return (await import('./evaluate-model/src/run.ts')).run();
    case 'gate-model':
      return (await import('./gate-model/src/run.ts')).run();
    case 'comment-metrics':
      return (await import('./comment-metrics/src/run.ts')).run();
    case 'publish-model':
      return (await import('./publish-model/src/run.ts')).run();
    case 'promote-model':
      return (await import('./promote-model/src/run.ts')).run();
    case 'verify-model':
      return (await import('./verify-model/src/run.ts')).run();
    case 'monitor-drift':
      return (await import('./monitor-drift/src/run.ts')).run();
    case 'proofmark': {
      const { main } = await import('@proofmark/cli');
      process.exitCode = await main(process.argv.slice(2));
    }
  }
}
