import type { Card } from '../card.ts';
import { counted } from '../model/counted.ts';
import { decide } from './decide.ts';
import type { IndexStep, Kept, Observation, Ran, Seen, WorkSeen } from './observation.ts';

const statementsShown = 10;
const textShown = 100;

/** Indexing: which indexes to make and to drop. */
export const card: Card<Observation, readonly IndexStep[], Kept> = {
  name: 'indexing',
  amounts: 'changes of indexes',
  asks: { would: 'change indexes', did: 'has changed indexes' },
  reasonsPropose: false,
  decide,
  seen: ({ seen }, desired) => `${counted(seen?.statements ?? 0, 'statement')} -> ${stepsText(desired ?? [])}`,
  desired: stepsText,
  inputs: ({ seen, work }, decision) => [
    ...stepLines(decision?.desired ?? []),
    ...(work ?? []).flatMap(workLines),
    ...(seen === null ? [] : seenLines(seen)),
  ],
  standing: ({ config: { mode }, seen }) => ({
    mode,
    asked: 'as it is',
    running: seen === null ? null : counted(seen.statements, 'statement'),
  }),
  wanted: stepsText,
};

function stepsText(steps: readonly IndexStep[]): string {
  const count = (...kinds: IndexStep['do'][]) => steps.filter((step) => kinds.includes(step.do)).length;
  const [creates, drops, notes] = [count('create'), count('drop', 'take back'), count('follow', 'note')];
  const told = [
    ...(creates > 0 ? [`${creates} to make`] : []),
    ...(drops > 0 ? [`${drops} to drop`] : []),
    ...(notes > 0 ? [`${notes} under way`] : []),
  ];
  return told.join(', ') || 'no change of indexes';
}

function stepLines(steps: readonly IndexStep[]): string[] {
  return steps.map((step) => {
    switch (step.do) {
      case 'create': {
        const less = step.gainPercent === null ? '' : `, ${round(step.gainPercent)} % less`;
        return `on ${step.server}${less}: CREATE INDEX CONCURRENTLY ${step.sql}`;
      }
      case 'follow':
        return `on ${step.server}: stay with the build of ${step.name}`;
      case 'note':
        return `on ${step.server}: write at ${step.name} since when it is there`;
      default:
        return `on ${step.server}, ${step.is}: DROP INDEX CONCURRENTLY ${step.name}; brought back by: ${step.sql}`;
    }
  });
}

function workLines({ server, made, building }: WorkSeen): string[] {
  return [
    ...made.map(({ name, state }) => `on ${server}: ${name} (${state.is})`),
    ...building.map(({ table, phase }) => `on ${server}: an index of ${table} is being built: ${phase}`),
  ];
}

function seenLines({ ran, left }: Seen): string[] {
  return [
    ...ran.slice(0, statementsShown).map(ranLine),
    ...left.map(({ why, statements }) => `${statements} not looked at: ${why}`),
  ];
}

function ranLine({ text, calls, totalMs }: Ran): string {
  const shown = text.replaceAll(/\s+/g, ' ').slice(0, textShown);
  return `${counted(calls, 'call')}, ${Math.round(totalMs)} ms: ${shown}`;
}

const round = (percent: number) => Math.round(percent * 10) / 10;
