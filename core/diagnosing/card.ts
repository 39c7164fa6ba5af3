import type { Card } from '../card.ts';
import { counted } from '../model/counted.ts';
import { decide } from './decide.ts';
import type { Found, Kept, Observation } from './observation.ts';
import type { Track } from './service-readings.ts';

/** Diagnosing: which resource limits a service. */
export const card: Card<Observation, Found, Kept> = {
  name: 'diagnosing',
  amounts: 'requests per second',
  asks: { would: 'tell that the limit is', did: 'has told that the limit is' },
  reasonsPropose: false,
  decide,
  seen: ({ memory }, desired) =>
    `limited by ${memory.kept?.bottleneck?.what ?? 'nothing that was known'} -> ${desired === null ? 'unknown' : limitText(desired)}`,
  desired: limitText,
  inputs: ({ readings: { classes, tiers, periodSeconds } }) => [
    `${counted(classes[0]?.perSecond.length ?? 0, 'period')} of ${periodSeconds} s`,
    ...classes.map(({ name, perSecond }) => `requests ${name}: ${newest(perSecond)} per second`),
    ...tiers.flatMap(({ name, resources }) =>
      resources.map(({ name: resource, utilisation }) => `${resource} of ${name}: ${newest(utilisation)} of 1 busy`),
    ),
  ],
  standing: ({ mode, readings }) => ({ mode, asked: null, running: total(readings) }),
  wanted: ({ bottleneck }) => (bottleneck === null ? null : `gives out at ${rounded(bottleneck.saturation)}`),
  looksWithinSeconds: 900,
};

function limitText({ bottleneck }: Found): string {
  if (bottleneck === null) return 'unknown';
  return `${bottleneck.what} at ${rounded(bottleneck.saturation)} requests per second`;
}

/** Requests per second of the newest period that has them of every class. */
function total({ classes }: Observation['readings']): number | null {
  const all = classes.map(({ perSecond }) => last(perSecond));
  return all.length === 0 || all.includes(null) ? null : rounded(all.reduce<number>((sum, one) => sum + (one ?? 0), 0));
}

const last = (track: Track) => track.findLast((value) => value !== null) ?? null;
const newest = (track: Track) => last(track) ?? 'unknown';
const rounded = (value: number) => Number(value.toPrecision(3));
