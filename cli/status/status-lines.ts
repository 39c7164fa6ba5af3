import type { Amount } from '../../core/card.ts';
import { isCapabilityName, nounOf } from '../../core/model/capability-name.ts';
import type { Standings } from '../../core/standing/gather.ts';
import { tellStop } from '../../core/standing/held-by.ts';
import { type Present, urgencyOf } from '../../core/standing/present.ts';
import type { Where } from '../connect.ts';
import { tellDuration } from '../duration.ts';
import { table } from '../table.ts';
import { typedCommand } from '../typed-command.ts';
import { visible } from '../visible.ts';

type Paint = (style: 'bold' | 'red' | 'yellow' | 'dim', text: string) => string;

const columns = [
  ...['SUBJECT', 'WHAT', 'MODE', 'ASKED', 'RUNNING', 'WANTED', 'BOUNDS', 'LOOKED'].map((title) => ({ title })),
];

/** How everything stands, for a person: whether it acts, a row for each subject, and below it what needs them. */
export function statusLines(standings: Standings, where: Where, paint: Paint): readonly string[] {
  const { rows, omitted } = standings;
  const first = headLine(standings, where, paint);
  if (rows.length === 0) return [first, 'nothing is configured here'];
  const [titles = '', ...lines] = table(columns, rows.map(cells));
  const told = rows.flatMap((row, index) => [
    painted(visible(lines[index] ?? ''), row, paint),
    ...belowRow(row, where, paint),
  ]);
  const rest = omitted === 0 ? [] : [`${omitted} more are not shown; name a service`];
  return [first, paint('dim', titles), ...told, ...rest];
}

function headLine({ stop, rows }: Standings, where: Where, paint: Paint): string {
  const name = `deployment ${where.deployment}`;
  if (stop.stopped) {
    const says = visible(`${name} is ${tellStop(stop)}; nothing is changed until ${typedCommand('start', where)}`);
    return paint('red', says);
  }
  const inTrouble = rows.filter((row) => urgencyOf(row) === 0).length;
  const held = rows.filter((row) => row.held.length > 0).length;
  const told = `${inTrouble === 0 ? 'none' : inTrouble} in trouble, ${held === 0 ? 'none' : held} held by people`;
  return `${name} acts; of ${rows.length}, ${told}`;
}

function cells({ capability, subject, mode, asked, running, wanted, bounds, ageSeconds }: Present): string[] {
  const noun = isCapabilityName(capability) ? nounOf(capability) : capability;
  const looked = ageSeconds === null ? 'never' : `${tellDuration(ageSeconds * 1000)} ago`;
  return [subject, noun, ...[mode, asked, running, wanted, bounds].map(cell), looked];
}

/** A long list of weights or paths would push the rest off the screen. */
const widest = 40;

function cell(value: Amount): string {
  const text = value === null ? '-' : String(value);
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

function painted(line: string, row: Present, paint: Paint): string {
  return urgencyOf(row) === 0 ? paint('red', line) : line;
}

/** What needs a person, with the command that mends it; and what was last said, where something was to be done. */
function belowRow(row: Present, where: Where, paint: Paint): readonly string[] {
  const { troubles, held, outcome, because } = row;
  const ends = (mend: string | null) => (mend === null ? '' : `\n      ${visible(typedCommand(mend, where))}`);
  return [
    ...troubles.map(({ says, mend }) => `${paint('red', visible(`  ! ${says}`))}${ends(mend)}`),
    ...held
      .filter(({ is }) => is !== 'stop')
      .map(({ says, mend }) => `${paint('red', visible(`  held by: ${says}`))}${ends(mend)}`),
    ...(troubles.length === 0 && outcome !== 'unchanged'
      ? [paint('dim', visible(`  ${outcome}${because === '' ? '' : `: ${because}`}`))]
      : []),
  ].flatMap((line) => line.split('\n'));
}
