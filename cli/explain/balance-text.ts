import type { Allocation, Observation, WeightOverride, Weights } from '../../core/balancing/observation.ts';
import type { Decision } from '../../core/model/decision.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Reading } from '../../core/readings/reading.ts';

/** What a look at weights saw and decided, in one line. */
export function balanceText({ observation, decision }: Entry): string {
  if (observation === null) return 'nothing was observed';
  const { groups } = observation as Observation;
  const now = Object.fromEntries(Object.entries(groups).map(([name, { weight }]) => [name, weight]));
  return `weights ${weightsText(now)} -> ${allocationText((decision as Decision<Allocation, unknown> | null)?.desired)}`;
}

/** What a judgement on weights came to. */
export function allocationText(allocation: Allocation | null | undefined): string {
  if (allocation === null || allocation === undefined) return 'unknown';
  const { weights, reservedUnits } = allocation;
  return `${weightsText(weights)}${reservedUnits === null ? '' : `, ${reservedUnits} capacity units`}`;
}

/** What the groups were seen to do, and what people have set. */
export function balanceInputs(entry: Entry): string[] {
  const { groups, overrides, reservation } = entry.observation as Observation;
  const seen = Object.entries(groups).map(([name, { healthy, unhealthy, draining, performance }]) => {
    const { requests, errors, p50Seconds, p99Seconds } = performance;
    const units = `${healthy} healthy, ${unhealthy} unhealthy, ${draining} draining`;
    const latency = `p50 ${newest(p50Seconds)} s, p99 ${newest(p99Seconds)} s`;
    return `${name}: ${units}; requests ${newest(requests)}, errors ${newest(errors)}, ${latency}`;
  });
  return [...seen, ...(reservation === null ? [] : [reservationText(reservation)]), ...overrides.map(overrideText)];
}

function reservationText({ units, pending, decreasesLeft }: NonNullable<Observation['reservation']>): string {
  return `reservation: ${units} capacity units${pending ? ', being worked on' : ''}; decreases left today: ${decreasesLeft}`;
}

function weightsText(weights: Weights): string {
  const told = Object.entries(weights).map(([name, weight]) => `${name} ${weight === null ? 'out' : weight}`);
  return told.join(', ');
}

function newest({ samples }: Reading): string {
  const sample = samples.at(-1);
  if (sample === undefined) return 'unknown';
  return sample.is === 'value' ? String(Math.round(sample.value * 1000) / 1000) : sample.is;
}

function overrideText({ kind, group, percent, note }: WeightOverride): string {
  return `override: ${kind}${group === null ? '' : ` ${group} at ${percent} %`}${note === null ? '' : `, ${note}`}`;
}
