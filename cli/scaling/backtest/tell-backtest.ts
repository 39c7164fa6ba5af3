import { are, counted } from '../../../core/model/counted.ts';
import { tellOutlook } from '../../../sim/scaling/portfolio/tell-outlook.ts';
import { policyColumns, policySections, surgeMeaning, whoRunsAway } from '../../../sim/scaling/report/policy-rows.ts';
import type { Backtest } from '../../../sim/scaling/score/answer.ts';
import { unitPrice } from '../../../sim/scaling/score/monthly-usd.ts';
import { poolSentence } from '../../../sim/scaling/score/pool-sentence.ts';
import { verdict } from '../../../sim/scaling/score/verdict.ts';
import { coloured, isTerminal, type Session, say } from '../../session.ts';
import { table } from '../../table.ts';

interface Telling {
  readonly notes: readonly string[];
  readonly written: readonly string[];
  readonly tookMs: number;
}

/** Prints the table that a person reads, and which policy would be chosen. */
export function tellBacktest(session: Session, answer: Backtest, { notes, written, tookMs }: Telling): void {
  const bold = (text: string): string => coloured(session.out, 'bold', text);
  const dim = (text: string): string => coloured(session.out, 'dim', text);
  say(session, `${bold(answer.table.trace)}: ${settings(answer)}`);
  say(session, bold(answer.table.advice.says));
  for (const line of [scored(answer), ...notes]) say(session, dim(line));
  say(session);
  tellPolicies(session, answer, bold, dim);
  say(session);
  for (const line of meanings(answer)) say(session, dim(line));
  say(session);
  say(session, `${bold('chosen')}: ${verdict(answer).sentence}`);
  const ahead = tellOutlook(answer.table);
  if (ahead !== null) say(session, `${bold('ahead')}: ${ahead}`);
  const pool = poolSentence(answer);
  if (pool !== null) say(session, `${bold('pool')}: ${pool}`);
  const runaway = whoRunsAway(answer);
  if (runaway !== null) say(session, `${bold('deployments')}: ${runaway}`);
  for (const path of written) say(session, `written: ${coloured(session.out, 'underline', path)}`);
  say(session, dim(`took ${Math.round(tookMs / 100) / 10} s`));
}

type Paint = (text: string) => string;

function tellPolicies(session: Session, answer: Backtest, bold: Paint, dim: Paint): void {
  const [columns, sections] = [policyColumns(answer), policySections(answer)];
  const all = sections.flatMap(({ rows }) => rows);
  const knobsAt = columns.findIndex(({ title }) => title === 'knobs');
  const whole = table(columns, all);
  // A terminal that is too narrow has the knobs on a line of their own; whatever reads a pipe has a row a line.
  const isNarrow = widthOf(session) < Math.max(...whole.map(({ length }) => length));
  const without = <Cell>(cells: readonly Cell[]) => cells.filter((_, index) => index !== knobsAt);
  const [titles = '', ...lines] = isNarrow ? table(without(columns), all.map(without)) : whole;
  say(session, bold(titles));
  for (const { title, rows } of sections) {
    say(session, dim(title));
    for (const row of rows) {
      say(session, lines.shift());
      if (isNarrow && row[knobsAt] !== '') say(session, dim(`    ${row[knobsAt]}`));
    }
  }
}

/** How many characters a line of the terminal holds; without end where there is none. */
function widthOf({ out }: Session): number {
  return isTerminal(out) ? ((out as NodeJS.WriteStream).columns ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
}

function settings({ table: { leadSeconds, sloBudgetPercent, metricClassSeconds } }: Backtest): string {
  return `lead ${leadSeconds} s, budget ${sloBudgetPercent} % of requests, metrics each ${metricClassSeconds} s`;
}

function scored({ table: { scoredMinutes, seeds, fleet, clairvoyantMeanUnits } }: Backtest): string {
  const days = Math.round((scoredMinutes / 1440) * 10) / 10;
  const averaged = seeds === 1 ? '' : `, mean of ${seeds} seeds`;
  const need =
    fleet?.unit == null
      ? 'demand is scaled to a mean need of 20 units'
      : `units that serve ${fleet.unit.unitPerSecond} requests per second, ${Math.round(clairvoyantMeanUnits * 10) / 10} needed on average`;
  return `${counted(days, 'day')} ${are(days)} scored, after the warm-up${averaged}; ${need}`;
}

function meanings({ table }: Backtest): string[] {
  const { headroom } = table;
  return [
    `cost: billed units over the clairvoyant's; dollars: that fleet at $${unitPrice(table).toFixed(5)} a unit and hour, 730 hours`,
    'violations: share of requests that waited too long; * over the budget; rows tuned in hindsight know the future, Headroom does not',
    ...(headroom.surgeRatio === null ? [] : [surgeMeaning]),
  ];
}
