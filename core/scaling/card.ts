import type { Card } from '../card.ts';
import type { Reading } from '../readings/reading.ts';
import { utcText } from '../time/utc-text.ts';
import { decide } from './decide.ts';
import type { Kept, Observation, Override } from './observation.ts';

const samplesShown = 5;

/** Scaling: how many units. */
export const card: Card<Observation, number, Kept> = {
  name: 'scaling',
  amounts: 'units',
  gathers: false,
  reasonsPropose: true,
  decide,
  seen: ({ capacity: { asked, running, inFlight } }, desired) => {
    const coming = inFlight > 0 ? `, in flight ${inFlight}` : '';
    return `asked ${asked}, running ${running}${coming} -> desired ${desired === null ? 'unknown' : unitsOf(desired)}`;
  },
  desired: (desired) => String(unitsOf(desired)),
  inputs: ({ readings, overrides, alarm }) => [
    ...Object.entries(readings).map(([name, reading]) => `${name}: ${readingText(reading)}`),
    ...(alarm === null ? [] : [`alarm: ${alarm}`]),
    ...overrides.map(overrideText),
  ],
  standing: ({ config: { mode }, capacity: { asked, running } }) => ({ mode, asked, running }),
  right: unitsOf,
};

/** The one place that knows how units are held in what is desired. */
function unitsOf(desired: number): number {
  return desired;
}

function readingText({ samples, periodSeconds, trouble }: Reading): string {
  const shown = samples
    .slice(-samplesShown)
    .map((sample) => (sample.is === 'value' ? String(Math.round(sample.value * 100) / 100) : sample.is));
  const newest = samples.at(-1);
  const until =
    newest === undefined ? '' : ` (each ${periodSeconds} s, the last from ${utcText(newest.atMs).slice(11)})`;
  return `${shown.join(' ') || 'no samples'}${until}${trouble === null ? '' : `; ${trouble}`}`;
}

function overrideText({ kind, units, untilMs, note }: Override): string {
  return `override: ${kind}${units === null ? '' : ` ${units}`} until ${utcText(untilMs)}${note === null ? '' : `, ${note}`}`;
}
