import { Overtaken } from '../../core/model/errors.ts';
import type { Clock, Lease, Term } from '../../core/ports.ts';
import { clockDifferenceMs } from '../../core/ports.ts';
import type { Claims } from '../table/claims.ts';

/**
 * Works on something while nobody else of the deployment does. Rejects with `Overtaken` where others do not let go of
 * it. Why: docs/decisions/0016.
 */
export type Exclusively = <T>(what: string, term: Term, work: () => Promise<T>) => Promise<T>;

/** What holding something exclusively needs. */
interface Holding {
  readonly claims: Claims;
  readonly clock: Clock;
  newId(): string;
  /** Waits. */
  pause(milliseconds: number): Promise<unknown>;
  /** From 0 up to 1, to spread those who wait. */
  random(): number;
  /** Told where a claim could not be ended; it then ends with the term. */
  onTrouble(what: string, error: unknown): void;
}

/** A change takes a fraction of a second, so whoever waits longer waits for one that has crashed. */
const patienceMs = 5000;
const longestPauseMs = 300;

/**
 * Makes `Exclusively` of claims. A claim lasts exactly as long as the lease of the look that works under it, so whatever
 * ends before the look's term ends before the claim does.
 */
export function exclusively({ claims, clock, newId, pause, random, onTrouble }: Holding): Exclusively {
  const claim = async (what: string, term: Term): Promise<Lease> => {
    const owner = newId();
    const untilWaitedMs = clock.nowMs() + patienceMs;
    let tries = 0;
    do {
      // Asked before the clock is: whatever time passes in between then makes the claim longer, never shorter.
      const leftMs = term.leftMs();
      const nowMs = clock.nowMs();
      const untilMs = nowMs + leftMs + clockDifferenceMs;
      const lease = { capability: 'balancing', subject: what, owner, untilMs, term: ++tries, promised: false };
      if ((await claims.take(lease, nowMs)) === 'taken') return lease;
      await pause(longestPauseMs * random());
    } while (clock.nowMs() < untilWaitedMs && term.leftMs() > 0);
    throw new Overtaken('another balance is changing the same listener or rule');
  };
  return async (what, term, work) => {
    const lease = await claim(what, term);
    try {
      return await work();
    } finally {
      await claims.free(lease).catch((error: unknown) => onTrouble('a claim could not be ended', error));
    }
  };
}
