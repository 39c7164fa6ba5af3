import type { SourceConfig } from '../../../core/readings/source-kinds.ts';

type Part = SourceConfig<'lambda'>;

/** One part over a range of time. */
export interface Read {
  /** The same for two reads that ask for the same. */
  readonly name: string;
  readonly functionName: string;
  readonly payload: Part['payload'];
  readonly periodSeconds: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export function readOf({ functionName, payload, periodSeconds }: Part, fromMs: number, toMs: number): Read {
  const name = JSON.stringify([functionName, payload, periodSeconds, fromMs, toMs]);
  return { name, functionName, payload, periodSeconds, fromMs, toMs };
}

/** Reads of the same function can be asked for in one invocation. */
export function functionOf({ functionName }: Read): string {
  return functionName;
}
