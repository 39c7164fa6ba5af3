import type { Gauges } from '../looking/sink.ts';
import { boundsOf } from './bounds-of.ts';
import { demandReading } from './demand-reading.ts';
import type { Observation } from './observation.ts';
import type { ScalingEntry } from './scaling-entry.ts';

/** What is told in numbers of each look at a scalable. */
export const gaugeNames = ['demand', 'forecast', 'asked', 'running', 'desired', 'floor', 'ceiling'] as const;

type GaugeName = (typeof gaugeNames)[number];

/** What a look at a scalable knew and decided, in numbers. Demand is in the unit of its reading, the forecast per second, all else in units of the target. */
export function gaugesOf({ subject, atMs, observation, decision }: ScalingEntry): Gauges {
  const known: { readonly [Name in GaugeName]: number | null } = {
    demand: observation === null ? null : demandOf(observation),
    forecast: forecastOf(decision),
    asked: observation?.capacity.asked ?? null,
    running: observation?.capacity.running ?? null,
    desired: decision?.desired.units ?? null,
    floor: observation === null ? null : boundsOf(observation).min,
    ceiling: observation === null ? null : boundsOf(observation).max,
  };
  const values = Object.entries(known).filter((one): one is [GaugeName, number] => Number.isFinite(one[1]));
  const boundBy = decision?.reasons[decision.binding]?.by ?? null;
  return {
    subject,
    atMs,
    values: Object.fromEntries(values),
    boundBy,
    published: observation?.config.publish ?? false,
  };
}

/** The newest that is known; what is late or missing is not a number. */
function demandOf({ config, readings }: Observation): number | null {
  const name = demandReading(config.policies)?.reading;
  const newest = name === undefined ? undefined : readings[name]?.samples.findLast(({ is }) => is === 'value');
  return newest?.is === 'value' ? newest.value : null;
}

/** What is to be served within the lead, as whoever forecasts gives for its reason. */
function forecastOf(decision: ScalingEntry['decision']): number | null {
  const told = decision?.reasons.map(({ because }) => because.perSecond).find((one) => typeof one === 'number');
  return typeof told === 'number' ? told : null;
}
