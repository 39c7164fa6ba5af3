import type { Because } from '../model/reason.ts';
import { kindOf, type Load } from './item.ts';
import type { Observation } from './observation.ts';

/** How much of what may be in progress is kept free for what people wait for, percent. */
const reservedPercent = 20;

interface Fitting {
  readonly items: readonly string[];
  readonly reasons: readonly Because[];
}

/** The first items for which there is room beside the purges in progress; the others wait for their turn. */
export function fitTo(items: readonly string[], observation: Observation): Fitting {
  const room = roomOf(observation);
  if (room === null) return { items, reasons: [] };
  const left = { path: room.paths, wildcard: room.wildcards };
  const fitting = items.filter((item) => left[kindOf(item) === 'wildcard' ? 'wildcard' : 'path']-- > 0);
  const waiting = items.length - fitting.length;
  if (waiting === 0) return { items, reasons: [] };
  const says = '{waiting} items wait for their turn: there is room for {paths} paths and {wildcards} wildcards';
  return { items: fitting, reasons: [{ says, waiting, ...room }] };
}

/** What may still be asked for; null where there is no limit. */
function roomOf({ config, memory, states, pending }: Observation): Load | null {
  const { inProgress: most } = config.cdn;
  if (most === null) return null;
  const isCompleted = (id: string) => states.some((one) => one.id === id && one.is === 'completed');
  const running = (memory.kept?.inProgress ?? []).filter(({ id }) => !isCompleted(id));
  const share = pending.urgent ? 1 : 1 - reservedPercent / 100;
  const room = (of: keyof Load) =>
    Math.max(0, Math.floor(most[of] * share) - running.reduce((sum, one) => sum + one[of], 0));
  return { paths: room('paths'), wildcards: room('wildcards') };
}
