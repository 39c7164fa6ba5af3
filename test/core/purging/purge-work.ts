import type { Outcome } from '../../../core/model/outcome.ts';
import type { Change } from '../../../core/purging/change.ts';
import { parsePurge } from '../../../core/purging/config/parse-purge.ts';
import type { PurgeConfig, PurgeInput } from '../../../core/purging/config/purge.ts';
import type { PurgeEntry, PurgeWork } from '../../../core/purging/looks.ts';

export const nowMs = Date.UTC(2026, 10, 25, 12);

export function aPurge(input: Partial<PurgeInput> = {}, purge = 'site'): PurgeConfig {
  return parsePurge(purge, { cdn: { kind: 'cloudfront', distributionId: 'E1' }, ...input });
}

export interface Script {
  readonly outcome?: Outcome;
  readonly lookAgainAtMs?: number | null;
  /** When a look is under way already, as memory has it. */
  readonly expectedAtMs?: number | null;
  readonly warmUp?: readonly string[];
  readonly breaks?: (purge: string) => boolean;
}

/** Purging whose looks end as they are told to, and what was asked of it. */
export function purgeWork(configs: readonly PurgeConfig[], script: Script = {}) {
  const { outcome = { is: 'applied', because: null }, lookAgainAtMs = null, expectedAtMs = null } = script;
  const waiting = new Map<string, readonly Change[]>();
  const looks: { purge: string; dryRun: boolean; rehearsed: readonly string[] }[] = [];
  const woken: { purge: string; atMs: number }[] = [];
  const warmed: { purge: string; paths: readonly string[] }[] = [];
  const work: PurgeWork = {
    configs,
    add: async (purge, changes, cameAtMs) => {
      waiting.set(purge, changes);
      return [{ id: `chunk of ${purge}`, cameAtMs, changes }];
    },
    look: async (purge, signal, rehearsed) => {
      if (script.breaks?.(purge)) throw new Error('the ledger is away');
      const items = rehearsed.flatMap(({ changes }) =>
        changes.map(({ item, urgent }) => (urgent ? item : `${item} later`)),
      );
      looks.push({ purge, dryRun: signal.dryRun, rehearsed: items });
      const observation = {
        memory: { lookAgainAtMs: expectedAtMs },
        config: { cdn: { kind: 'cloudfront' }, dollarsPerItem: 0, freeItemsPerMonth: 0 },
        pending: { count: 0, oldestAtMs: null },
        warmUp: script.warmUp ?? [],
      };
      const keep = { inProgress: [], itemsThisMonth: 0 };
      const decision = { lookAgainAtMs, reasons: [], binding: 0, desired: [], keep };
      const entry = { subject: purge, atMs: nowMs, signal, observation, decision, outcome };
      return entry as unknown as PurgeEntry;
    },
    wake: async (purge, atMs) => {
      woken.push({ purge, atMs });
    },
    warmUp: async (purge, paths) => {
      warmed.push({ purge, paths });
      return paths.length;
    },
  };
  return { work, waiting, looks, woken, warmed };
}
