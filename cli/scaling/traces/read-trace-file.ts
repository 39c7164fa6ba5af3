import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { CommandError } from '../../command-error.ts';
import type { MeasuredTrace } from './measured-trace.ts';
import { readTraceCsv } from './read-trace-csv.ts';
import type { TraceHints } from './trace-hints.ts';

/** Reads the trace in a file. Rejects with `CommandError` where there is none, and with `InvalidInput` as `readTraceCsv` does. */
export async function readTraceFile(folder: string, file: string, hints: TraceHints): Promise<MeasuredTrace> {
  const path = resolve(folder, file);
  return readTraceCsv(basename(file), await bytesOf(path), hints);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CommandError(`the trace ${path} cannot be read; give a CSV file of times and values`, { cause });
  }
}
