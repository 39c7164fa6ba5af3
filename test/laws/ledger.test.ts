import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { ledgerLaws } from './ledger-laws.ts';

ledgerLaws(
  'a ledger in memory',
  async () => {
    const ledger = memoryLedger();
    return {
      ledger,
      entry: async (_, id) => ledger.entries.get(id) ?? null,
      watchedAtMs: async ({ capability, subject }) => ledger.watching.get(`${capability}#${subject}`) ?? null,
      setStopped: async (stopped) => ledger.setStopped(stopped),
    };
  },
  200,
);
