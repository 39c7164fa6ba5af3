import type { Told } from '../looking/sink.ts';
import type { Tuning } from './tuning.ts';

/** What came of one request to tune. `tuning` is null where nothing could be chosen yet; `because` says why. */
export interface Tuned {
  readonly scalable: string;
  readonly dryRun: boolean;
  readonly tuning: Tuning | null;
  readonly because: string;
}

/** What a night came to for a scalable, as a line of the log and, where it was stored, as news. */
export function tellTuning({ scalable, dryRun, tuning, because }: Tuned): Told {
  const line = {
    message: because,
    scalable,
    dryRun,
    switched: tuning?.switched ?? false,
    days: tuning?.days ?? 0,
    check: tuning?.check ?? null,
    missChance: tuning?.outlook?.missChance ?? null,
  };
  const isStored = tuning !== null && !dryRun;
  const news = isStored ? { title: 'Policy Tuned', detail: detailOf(tuning), atMs: tuning.atMs } : null;
  return { level: 'info', line, news };
}

function detailOf({ choice, table, schema: _, atMs: __, ...told }: Tuning): object {
  const chosen = table.find(({ is }) => is === 'chosen') ?? null;
  const { asking, holdSeconds, others = [] } = choice;
  return { ...told, asking, holdSeconds, others, chosen };
}
