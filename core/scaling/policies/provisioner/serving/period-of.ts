import type { Value } from '../../../../readings/reading.ts';
import { valueAt } from '../../../../readings/value-at.ts';
import { beyondShare } from '../../../beyond-share.ts';
import type { PolicyConfig } from '../../../config/policy-kinds.ts';
import { contradiction } from '../../../contradiction.ts';
import type { Observation } from '../../../observation.ts';
import { unitsThen } from '../../../units-then.ts';
import type { ServedPeriod } from './serving.ts';

type Strain = NonNullable<PolicyConfig<'provisioner'>['strain']>;

/** What the readings tell of the period of a value of demand. */
export function periodOf(strain: Strain, observation: Observation, demand: Value, periodSeconds: number): ServedPeriod {
  const { readings } = observation;
  const busy = readings[strain.utilisation];
  const isShare = beyondShare(strain.utilisation, busy) === null;
  const then = unitsThen(observation, demand, periodSeconds);
  const units = then?.least ?? null;
  return {
    at: Math.floor(demand.atMs / (periodSeconds * 1000)),
    seconds: periodSeconds,
    perSecond: demand.value,
    utilisation: isShare ? valueAt(busy, demand.atMs) : null,
    backlog: strain.backlog === null ? null : valueAt(readings[strain.backlog], demand.atMs),
    units,
    settled: then !== null && then.most === then.least && contradiction(observation) === null,
    cold: units === null ? 0 : coldUnits(observation, demand.atMs, units, strain.warmUpSeconds),
  };
}

/** Units that began to run within the warm-up before a moment: more than ran at its beginning. */
function coldUnits({ memory }: Observation, atMs: number, units: number, warmUpSeconds: number): number {
  const sinceMs = atMs - warmUpSeconds * 1000;
  let least = units;
  const looks = memory.kept?.seen ?? [];
  looks.forEach((look, index) => {
    const next = looks[index + 1];
    const inForce = look.atMs <= atMs && (next === undefined || next.atMs > sinceMs);
    if (inForce && look.running < least) least = look.running;
  });
  return units - least;
}
