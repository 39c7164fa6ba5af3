import { RefreshedFleet } from '../../../sim/scaling/sizing/refreshed-fleet.ts';

const [smaller, larger] = ['1', '2'];
const minuteMs = 60_000;

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
