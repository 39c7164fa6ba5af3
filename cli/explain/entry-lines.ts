import type { Allocation } from '../../core/balancing/observation.ts';
import type { Decision } from '../../core/model/decision.ts';
import type { Entry } from '../../core/model/entry.ts';
import { tell } from '../../core/model/reason.ts';
import type { Reading } from '../../core/readings/reading.ts';
import type { Observation, Override } from '../../core/scaling/observation.ts';
import { allocationText, balanceInputs, balanceText } from './balance-text.ts';
import { moveDesiredText, moveInputs, moveText } from './move-text.ts';
import { purgeInputs, purgeText } from './purge-text.ts';
import { signalText } from './signal-text.ts';
import { shardingDesiredText, shardingInputs, shardingText } from './sharding-text.ts';

type Paint = (style: 'bold' | 'dim' | 'green' | 'yellow' | 'red', text: string) => string;

const outcomeStyles = {
  applied: 'green',
  unchanged: 'dim',
  recommended: 'yellow',
  superseded: 'dim',
  refused: 'red',
  failed: 'red',
} as const;

/** How looks of one capability are told. */
interface Words {
  text(entry: Entry): string;
  /** What one reason proposes; null where reasons propose nothing apart. */
  readonly desired: ((desired: unknown) => string) | null;
  inputs(entry: Entry): string[];
}

const scalingWords: Words = {
  text: capacityText,
  desired: String,
  inputs: ({ observation }) => scalingInputs(observation as Observation),
};
const wordsOf: Readonly<Record<string, Words>> = {
  balancing: {
      text: balanceText,
    desired: (desired) => allocationText(desired as Allocation | null),
    inputs: balanceInputs,
  },
  purging: { text: purgeText, desired: null, inputs: purgeInputs },
  moving: { text: moveText, desired: moveDesiredText, inputs: moveInputs },
  sharding: { text: shardingText, desired: shardingDesiredText, inputs: shardingInputs },
};

/** One look, whatever it was at, as lines for a person. */
export function entryLines(entry: Entry, paint: Paint): string[] {
  const words = wordsOf[entry.capability] ?? scalingWords;
  const inputs = entry.observation === null ? [] : words.inputs(entry);
  return [
    `${paint('bold', time(entry.atMs))}  ${signalText(entry)}`.trimEnd(),
    `  ${words.text(entry)}   ${outcomeText(entry, paint)}`,
    ...(entry.decision === null ? [] : reasonLines(entry.decision, words, paint)),
    ...inputs.map((line) => paint('dim', `  input    ${line}`)),
    paint('dim', `  entry    ${entry.id}`),
  ];
}

function time(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}

function capacityText({ observation: observed, decision }: Entry): string {
  const observation = observed as Observation | null;
  if (observation === null) return 'nothing was observed';
  const { asked, running, inFlight } = observation.capacity;
  const coming = inFlight > 0 ? `, in flight ${inFlight}` : '';
  return `asked ${asked}, running ${running}${coming} -> desired ${String(decision?.desired ?? 'unknown')}`;
}

function outcomeText({ outcome }: Entry, paint: Paint): string {
  if (outcome === null)
    return paint('red', 'INTENDED, not completed: this look ended before it recorded what became of it');
  const because = outcome.because === null ? '' : `: ${tell(outcome.because)}`;
  return `${paint(outcomeStyles[outcome.is], outcome.is)}${because}`;
}

/** All reasons in the order they were made; an arrow at the one that settled it. */
function reasonLines({ reasons, binding }: Decision<unknown, unknown>, words: Words, paint: Paint): string[] {
  return reasons.map(({ by, desired, because }, index) => {
    const text = `${by}${judged(desired, words)}: ${tell(because)}`;
    return index === binding ? paint('bold', `  > ${text}`) : `    ${text}`;
  });
}

function judged(desired: unknown, words: Words): string {
  if (words.desired === null) return '';
  return desired === null ? ' is silent' : ` -> ${words.desired(desired)}`;
}

function scalingInputs({ readings, overrides, alarm }: Observation): string[] {
  const lines = Object.entries(readings).map(([name, reading]) => `${name}: ${readingText(reading)}`);
  if (alarm !== null) lines.push(`alarm: ${alarm}`);
  return [...lines, ...overrides.map(overrideText)];
}

const samplesShown = 5;

function readingText({ samples, periodSeconds, unit, trouble }: Reading): string {
  const shown = samples
    .slice(-samplesShown)
    .map((sample) => (sample.is === 'value' ? String(Math.round(sample.value * 100) / 100) : sample.is));
  const newest = samples.at(-1);
  const until = newest === undefined ? '' : ` (each ${periodSeconds} s, the last from ${time(newest.atMs).slice(11)})`;
  const told = shown.length === 0 ? 'no samples' : shown.join(' ');
  // Entries of 0.1.0 have no unit.
  const counted = shown.length === 0 || (unit ?? null) === null ? '' : ` ${unit}`;
  return `${told}${counted}${until}${trouble === null ? '' : `; ${trouble}`}`;
}

function overrideText({ kind, units, untilMs, note }: Override): string {
  return `override: ${kind}${units === null ? '' : ` ${units}`} until ${time(untilMs)}${note === null ? '' : `, ${note}`}`;
}
