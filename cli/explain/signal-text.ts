import type { Entry } from '../../core/model/entry.ts';
import type { Signal, WakeSignal } from '../../core/model/signal.ts';

/** What woke a look, for a person; empty where its entry does not tell. */
export function signalText({ signal, capability }: Pick<Entry, 'signal' | 'capability'>): string {
  const text = isUnknown(signal, capability) ? '' : wokenBy(signal);
  return signal.dryRun ? `${text} (dry run)`.trimStart() : text;
}

function wokenBy(signal: Signal): string {
  switch (signal.kind) {
    case 'alarm':
      return `woken by alarm ${signal.alarmName}, ${signal.state}`;
    case 'tick':
      return 'woken by the schedule';
    case 'manual':
      return 'asked for by hand';
    case 'change':
      return `woken by a change of the capacity of ${signal.scalable}`;
    case 'content':
      return 'woken by content that changed';
    case 'release':
      return `woken by a release of ${signal.purge}`;
    case 'wake':
      return wokenUp(signal);
  }
}

function wokenUp({ about, by }: WakeSignal): string {
  if (about === 'bottleneck') return 'woken since this tier limits its service';
  return about === 'tier' ? `woken by what was decided of ${by}` : 'woken as an earlier look had asked';
}

/** 0.1.0 recorded every look at a purge as asked for by hand, whoever had asked for it. */
function isUnknown(signal: Signal, capability: string): boolean {
  return capability === 'purging' && signal.kind === 'manual' && signal.capability === undefined;
}
