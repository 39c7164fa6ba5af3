import type { Table } from './table.ts';

const mostTries = 8;
const firstPauseMs = 25;
const longestPauseMs = 1000;

/** What a call answers for "not now, ask again". */
export const busy = Symbol('busy');

/** The table stayed busy for all the tries that a look can afford. */
class LedgerBusy extends Error {
  override readonly name = 'LedgerBusy';
}

/**
 * Asks again while the answer is `busy`, with exponential pauses and full jitter. It is for what the SDK does not retry by
 * itself: cancelled transactions and unprocessed keys, of which it is certain that nothing has been done.
 */
export async function patiently<T>(table: Table, what: string, call: () => Promise<T | typeof busy>): Promise<T> {
  const pause = table.pause ?? pauseFor;
  for (let tries = 1; ; tries++) {
    const answer = await call();
    if (answer !== busy) return answer;
    if (tries === mostTries) throw new LedgerBusy(`${what}: still busy after ${mostTries} tries`);
    await pause(table.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** tries));
  }
}

const pauseFor = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
