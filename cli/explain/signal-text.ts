import type { Signal } from '../../core/model/signal.ts';

/** What woke a look. */
export function signalText(signal: Signal): string {
  const dry = signal.dryRun ? ' (dry run)' : '';
  if (signal.kind === 'alarm') return `woken by alarm ${signal.alarmName}, ${signal.state}${dry}`;
  if (signal.kind === 'change') return `woken by a change of the capacity of ${signal.scalable}${dry}`;
  return signal.kind === 'tick' ? `woken by the schedule${dry}` : `asked for by hand${dry}`;
}
