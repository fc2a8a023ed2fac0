import { messageOf } from '@proofmark/documents';

/**
 * SQL of the bytes of text that are read at a time: a variable of the connection, so that whoever reads a view decides.
 * Small buffers are shared out evenly among the threads, but a line has to fit into one.
 */
export const BUFFER_BYTES = "getvariable('text_buffer')";

export const USUAL_BUFFER = 'SET VARIABLE text_buffer = 4000000';
const LARGEST_BUFFER = 'SET VARIABLE text_buffer = 64000000';

const TOO_LONG = /maximum line size|does not support a full read on this file/i;

/** What is wrong with a line that no buffer holds. */
export const tooLong = { what: 'the line is longer than 64 MB', remedy: 'write the data as Parquet' };

/** Whether DuckDB gave up at a line for which the buffer is too small. */
export function isTooLong(message: string): boolean {
  return TOO_LONG.test(message);
}

/** Does work that reads text; where a line does not fit, it is done again, and all that follows, in large buffers. */
export async function withLongLines<T>(
  connection: { run(sql: string): Promise<unknown> },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isTooLong(messageOf(error))) throw error;
    await connection.run(LARGEST_BUFFER);
    return work();
  }
}
