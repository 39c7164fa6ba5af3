import type { ServerStanding } from '../../core/replicas/standing.ts';
import { table } from '../table.ts';

/** How servers stand, as a table, and below it what helps those that something is in the way of. */
export function standingLines(standings: readonly ServerStanding[]): readonly string[] {
  const columns = [
    { title: 'server' },
    { title: 'role' },
    { title: 'timeline', right: true },
    { title: 'behind', right: true },
    { title: 'lag', right: true },
    { title: 'answers in', right: true },
    { title: 'reads' },
  ];
  const rows = standings.map((one) => [
    one.server,
    one.role,
    String(one.timeline ?? '-'),
    one.behindBytes === null ? '-' : `${one.behindBytes} B`,
    lagText(one),
    one.answersInMs === null ? '-' : `${Math.round(one.answersInMs)} ms`,
    one.trouble === null ? 'yes' : 'no',
  ]);
  const troubles = standings.flatMap(({ server, trouble }) => (trouble === null ? [] : [`${server}: ${trouble}`]));
  return [...table(columns, rows), ...(troubles.length === 0 ? [] : ['', ...troubles])];
}

function lagText({ role, caughtUpMs }: ServerStanding): string {
  if (role !== 'replica') return '-';
  return caughtUpMs === null ? 'over 2 s' : `${Math.round(caughtUpMs)} ms`;
}
