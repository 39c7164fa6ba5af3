import type { Card } from '../card.ts';
import { counted } from '../model/counted.ts';
import { isUnreadable } from '../model/unreadable-override.ts';
import type { Reading } from '../readings/reading.ts';
import { tellOverride } from '../tell-override.ts';
import { allocationText, listed, weightsText } from './allocation-text.ts';
import { decide } from './decide.ts';
import type { Allocation, GroupSeen, Kept, Observation, Weights } from './observation.ts';
import { inForce } from './overrides-beside.ts';

/** Balancing: which weights target groups have. */
export const card: Card<Observation, Allocation, Kept> = {
  name: 'balancing',
  amounts: 'weights',
  asks: { would: 'set the weights', did: 'has set the weights' },
  reasonsPropose: true,
  decide,
  seen: ({ groups }, desired) =>
    `weights ${weightsText(weightsNow(groups))} -> ${desired === null ? 'unknown' : allocationText(desired)}`,
  desired: allocationText,
  inputs: ({ groups, overrides, reservation }) => [
    ...Object.entries(groups).map(([name, group]) => `${name}: ${groupText(group)}`),
    ...(reservation === null ? [] : [reservationText(reservation)]),
    ...overrides.map((one) =>
      isUnreadable(one) ? `override: unreadable; ${one.trouble}` : `override: ${tellOverride(inForce(one))}`,
    ),
  ],
  standing: ({ config: { mode }, groups }, applied) => ({
    mode,
    asked: weightsText(applied?.weights ?? weightsNow(groups)),
    running: listed(groups, ({ healthy }) => `${healthy} healthy`),
  }),
  wanted: allocationText,
  looksWithinSeconds: 900,
};

function weightsNow(groups: Observation['groups']): Weights {
  return Object.fromEntries(Object.entries(groups).map(([name, { weight }]) => [name, weight]));
}

/** What a group was seen to do. */
function groupText({ healthy, unhealthy, draining, performance }: GroupSeen): string {
  const { requests, errors, p50Seconds, p99Seconds } = performance;
  const units = `${healthy} healthy, ${unhealthy} unhealthy, ${draining} draining`;
  const latency = `p50 ${newest(p50Seconds)} s, p99 ${newest(p99Seconds)} s`;
  return `${units}; requests ${newest(requests)}, errors ${newest(errors)}, ${latency}`;
}

function reservationText({ units, pending, decreasesLeft }: NonNullable<Observation['reservation']>): string {
  return `reservation: ${counted(units, 'capacity unit')}${pending ? ', being worked on' : ''}; decreases left today: ${decreasesLeft}`;
}

function newest({ samples }: Reading): string {
  const sample = samples.at(-1);
  if (sample === undefined) return 'unknown';
  return sample.is === 'value' ? String(Math.round(sample.value * 1000) / 1000) : sample.is;
}
