import { RefreshedFleet } from '../../../sim/scaling/sizing/refreshed-fleet.ts';
import { SteppedFleet } from '../../../sim/scaling/sizing/stepped-fleet.ts';

const [smaller, larger] = ['1', '2'];
const minuteMs = 60_000;
const watchMs = 30 * minuteMs;

/** How long a change of so many units takes that is watched for half an hour, and whether less served at any time, for people. */
export async function tellChange(units: number, leadSeconds: number): Promise<string> {
  const serves = { [smaller]: 1, [larger]: 2 };
  const settings = { serves, size: smaller, units, most: 2 * units, zones: 2, leadMs: leadSeconds * 1000 };
  const fleet = new RefreshedFleet(settings, 0);
  await fleet.setSize(null, { from: smaller, to: larger, canaryPercent: 10, watchSeconds: 1800 });
  let atMs = 0;
  while (fleet.isReplacing) {
    atMs += minuteMs;
    fleet.passTo(atMs);
  }
  const fell = fleet.fell.length === 0 ? 'never less served' : `less served ${fleet.fell.length} times`;
  return `a simulated change of ${units} units takes ${Math.round(atMs / minuteMs)} minutes at a lead of ${leadSeconds} s, and ${fell}`;
}

/** How long a change takes that is brought on call by call, a look each minute, watched for half an hour, for people. */
export async function tellSteppedChange(readers: number, leadSeconds: number): Promise<string> {
  const fleet = new SteppedFleet({ size: smaller, units: readers, most: readers, leadMs: leadSeconds * 1000 }, 0);
  const step = { from: smaller, to: larger, sinceMs: 0, leastUnits: readers };
  let [atMs, watchedUntilMs] = [0, Number.POSITIVE_INFINITY];
  for (;;) {
    const { next, underWay, rollout } = await fleet.size(null, step);
    if (next === larger && underWay === null) break;
    if (rollout?.canary != null) watchedUntilMs = Math.min(watchedUntilMs, atMs + watchMs);
    const isWatched = rollout?.canary != null && atMs < watchedUntilMs;
    if (rollout?.busyBecause === null && !isWatched) {
      await fleet.setSize(null, { from: smaller, to: larger, canaryPercent: 10, watchSeconds: watchMs / 1000 });
    }
    atMs += minuteMs;
    fleet.passTo(atMs);
  }
  const calls = fleet.calls.length;
  return `a simulated change of a writer and ${readers} readers takes ${atMs / minuteMs} minutes and ${calls} calls at a lead of ${leadSeconds} s`;
}
