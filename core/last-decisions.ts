import type { LastDecisions, Ledger } from './ports.ts';

/** What others were last decided, as the ledger remembers it. Rejects where a memory cannot be read. */
export function lastDecisions(ledger: Pick<Ledger, 'memory'>): LastDecisions {
  return {
    of: async (key) => {
      const memory = await ledger.memory(key);
      if (memory === null || memory.passes === undefined || memory.lookedAtMs === null) return null;
      return { atMs: memory.lookedAtMs, passes: memory.passes };
    },
  };
}
