import type { Card } from '../card.ts';
import { isUnreadable } from '../model/unreadable-override.ts';
import type { Reading } from '../readings/reading.ts';
import { utcText } from '../time/utc-text.ts';
import { decide } from './decide.ts';
import { type Desired, desiredText } from './desired.ts';
import type { Kept, Observation, Override } from './observation.ts';
import { tellRivals } from './rivals.ts';

const samplesShown = 5;

/** Scaling: how many units. */
export const card: Card<Observation, Desired, Kept> = {
  name: 'scaling',
  amounts: 'units',
  reasonsPropose: true,
  decide,
  seen: ({ capacity: { asked, running, inFlight } }, desired) => {
    const coming = inFlight > 0 ? `, in flight ${inFlight}` : '';
    return `asked ${asked}, running ${running}${coming} -> desired ${desired === null ? 'unknown' : desiredText(desired)}`;
  },
  desired: desiredText,
  inputs: (observation) => [
    ...(tellRivals(observation) === null ? [] : [`also scaled by: ${tellRivals(observation)}`]),
    ...Object.entries(observation.readings).map(([name, reading]) => `${name}: ${readingText(reading)}`),
    ...(observation.alarm === null ? [] : [`alarm: ${observation.alarm}`]),
    ...((observation.shift?.zones.length ?? 0) === 0
      ? []
      : [`load is shifted away from: ${observation.shift?.zones.join(', ')}`]),
    ...(observation.bookings ?? []).map(
      ({ units, by, untilMs }) => `booked: ${units} units by ${by} until ${utcText(untilMs)}`,
    ),
    ...observation.overrides.map((one) =>
      isUnreadable(one) ? `override: unreadable; ${one.trouble}` : overrideText(one),
    ),
  ],
  standing: ({ config: { mode }, capacity: { asked, running } }) => ({ mode, asked, running }),
  right: ({ units }) => units,
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

function overrideText({ kind, units, untilMs, note }: Override): string {
  return `override: ${kind}${units === null ? '' : ` ${units}`} until ${utcText(untilMs)}${note === null ? '' : `, ${note}`}`;
}
