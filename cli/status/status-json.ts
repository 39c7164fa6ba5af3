import type { Standings } from '../../core/standing/gather.ts';
import { isoText } from '../../core/time/utc-text.ts';
import type { Where } from '../connect.ts';
import { typedCommand } from '../typed-command.ts';

/** How everything stands, for a machine: the same as people read, times also as text that programs read. */
export function statusJson({ stop, rows, omitted }: Standings, where: Where, nowMs: number): object {
  const { sinceMs } = stop;
  return {
    deployment: where.deployment,
    atMs: nowMs,
    stop: { ...stop, since: sinceMs === null ? null : isoText(sinceMs) },
    subjects: rows.map(({ held, troubles, console: _, ...row }) => ({
      ...row,
      held: held.map(({ mend, untilMs, ...hold }) => ({
        ...hold,
        untilMs,
        until: untilMs === null ? null : isoText(untilMs),
        mend: mend === null ? null : typedCommand(mend, where),
      })),
      troubles: troubles.map(({ says, mend }) => ({ says, mend: mend === null ? null : typedCommand(mend, where) })),
    })),
    omitted,
  };
}
