import type { Card } from '../card.ts';
import { decide } from './decide.ts';
import type { IndexStep, Kept, Observation, Ran, Seen } from './observation.ts';

const statementsShown = 10;
const textShown = 100;

/** Indexing: which indexes to make and to drop. */
export const card: Card<Observation, readonly IndexStep[], Kept> = {
  name: 'indexing',
  amounts: 'changes of indexes',
  asks: { would: 'change indexes', did: 'has changed indexes' },
  reasonsPropose: false,
  decide,
  seen: ({ seen }, desired) => `${seen?.statements ?? 0} statements -> ${stepsText(desired ?? [])}`,
  desired: stepsText,
  inputs: ({ seen }, decision) => (seen === null ? [] : [...stepLines(decision?.desired ?? []), ...seenLines(seen)]),
  standing: ({ config: { mode }, seen }) => ({
    mode,
    asked: 'as it is',
    running: seen === null ? null : `${seen.statements} statements`,
  }),
  wanted: stepsText,
};

function stepsText(steps: readonly IndexStep[]): string {
  const creates = steps.filter((step) => step.do === 'create').length;
  const told = [
    ...(creates > 0 ? [`${creates} to make`] : []),
    ...(steps.length > creates ? [`${steps.length - creates} to drop`] : []),
  ];
  return told.join(', ') || 'no change of indexes';
}

function stepLines(steps: readonly IndexStep[]): string[] {
  return steps.map((step) =>
    step.do === 'create'
      ? `on ${step.server}, ${round(step.gainPercent)} % less: CREATE INDEX CONCURRENTLY ${step.sql}`
      : `on ${step.server}, ${step.is}: DROP INDEX CONCURRENTLY ${step.name}; brought back by: ${step.sql}`,
  );
}

function seenLines({ ran, left }: Seen): string[] {
  return [
    ...ran.slice(0, statementsShown).map(ranLine),
    ...left.map(({ why, statements }) => `${statements} not looked at: ${why}`),
  ];
}

function ranLine({ text, calls, totalMs }: Ran): string {
  const shown = text.replaceAll(/\s+/g, ' ').slice(0, textShown);
  return `${calls} calls, ${Math.round(totalMs)} ms: ${shown}`;
}

const round = (percent: number) => Math.round(percent * 10) / 10;
