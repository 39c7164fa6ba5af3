import type { Card } from '../card.ts';
import { counted } from '../model/counted.ts';
import { isUnreadable } from '../model/unreadable-override.ts';
import type { Reading } from '../readings/reading.ts';
import { tellOverride } from '../tell-override.ts';
import { utcText } from '../time/utc-text.ts';
import { isFloor } from './beside/as-floor.ts';
import { boundsOf } from './bounds-of.ts';
import type { ScalableConfig } from './config/scalable.ts';
import { consoleOf } from './console-of.ts';
import { decideScalable } from './decide-scalable.ts';
import { type Desired, desiredText } from './desired.ts';
import type { Kept, Observation } from './observation.ts';
import { inForce } from './overrides-beside.ts';
import { tellAsked, tellPool, tellReady } from './pool/tell-pool.ts';
import { tellRivals } from './rivals.ts';
import { tellSize } from './sizing/tell-size.ts';
import { tellTiers } from './tiers/tell-tiers.ts';

const samplesShown = 5;

/** Scaling: how many units. */
export const card: Card<Observation, Desired, Kept> = {
  name: 'scaling',
  amounts: 'units',
  asks: { would: 'ask for', did: 'has asked for' },
  reasonsPropose: true,
  decide: decideScalable,
  seen: (observation, desired) => {
    const { capacity, pool, size } = observation;
    const { asked, running, inFlight } = capacity;
    const coming = inFlight > 0 ? `, in flight ${inFlight}` : '';
    const beside = pool === undefined ? '' : `, ${tellPool(pool)}`;
    const sized = size === undefined ? '' : `, of ${tellSize(size)}`;
    const told = isFloor(observation) ? `at least ${asked}` : `asked ${asked}`;
    return `${told}, running ${running}${coming}${sized}${beside} -> desired ${desired === null ? 'unknown' : desiredText(desired)}`;
  },
  desired: desiredText,
  inputs: (observation) => [
    ...(tellRivals(observation) === null
      ? []
      : [`${isFloor(observation) ? 'scaled above its minimum by' : 'also scaled by'}: ${tellRivals(observation)}`]),
    ...Object.entries(observation.readings).map(([name, reading]) => `${name}: ${readingText(reading)}`),
    ...(observation.alarm === null ? [] : [`alarm: ${observation.alarm}`]),
    ...((observation.shift?.zones.length ?? 0) === 0
      ? []
      : [`load is shifted away from: ${observation.shift?.zones.join(', ')}`]),
    ...(observation.bookings ?? []).map(
      ({ units, by, untilMs }) => `booked: ${counted(units, 'unit')} by ${by} until ${utcText(untilMs)}`,
    ),
    ...tellTiers(observation),
    ...observation.overrides.map((one) =>
      isUnreadable(one) ? `override: unreadable; ${one.trouble}` : `override: ${tellOverride(inForce(one))}`,
    ),
  ],
  standing: (observation, applied) => {
    const { min, max } = boundsOf(observation);
    const { asked, running } = observation.capacity;
    const { mode } = observation.config;
    const bounds = `${min} to ${max}`;
    const { pool, size } = observation;
    const sized = size === undefined ? null : `${running} x ${tellSize(size)}`;
    const told = applied?.units ?? asked;
    const least = isFloor(observation) ? `at least ${told}` : told;
    if (pool === undefined) return { mode, asked: least, running: sized ?? running, bounds };
    return {
      mode,
      asked: applied === null ? tellAsked(observation.capacity, pool) : desiredText(applied),
      running: `${sized ?? running}, ${tellReady(pool)}`,
      bounds,
    };
  },
  looksWithinSeconds: 900,
  console: (config, region) => consoleOf((config as ScalableConfig).target, region),
  wanted: ({ units }) => units,
};

function readingText({ samples, periodSeconds, unit, trouble }: Reading): string {
  const shown = samples
    .slice(-samplesShown)
    .map((sample) => (sample.is === 'value' ? String(Math.round(sample.value * 100) / 100) : sample.is));
  const newest = samples.at(-1);
  const until =
    newest === undefined ? '' : ` (each ${periodSeconds} s, the last from ${utcText(newest.atMs).slice(11)})`;
  const told = shown.length === 0 ? 'no samples' : shown.join(' ');
  // Entries of 0.1.0 have no unit.
  const counted = shown.length === 0 || (unit ?? null) === null ? '' : ` ${unit}`;
  return `${told}${counted}${until}${trouble === null ? '' : `; ${trouble}`}`;
}
