import type { Told } from '../../looking/sink.ts';
import type { ScalingEntry } from '../scaling-entry.ts';
import type { Passed } from './tier.ts';

/** Those whom a look concerns beside its own scalable: an event for each, at which it is looked at. */
export function tierNews({ subject, signal, decision, id, atMs }: ScalingEntry): Told[] {
  const passed = decision?.passes as Passed | undefined;
  if (passed === undefined || signal.dryRun) return [];
  return passed.wakes.map((scalable) => ({
    level: 'info',
    line: { message: `${scalable} is to look: ${subject} was decided`, subject, scalable, wants: passed.wants },
    news: { title: 'Tier Decided', detail: { scalable, by: subject, wants: passed.wants, entry: id }, atMs },
  }));
}
