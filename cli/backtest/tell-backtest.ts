import { policyColumns, policySections } from '../../sim/report/policy-rows.ts';
import type { Backtest } from '../../sim/score/answer.ts';
import { verdict } from '../../sim/score/verdict.ts';
import { profiles } from '../../sim/world/profile.ts';
import { coloured, type Session, say } from '../session.ts';
import { table } from '../table.ts';

interface Telling {
  readonly notes: readonly string[];
  readonly written: readonly string[];
  readonly tookMs: number;
}

/** Prints the table that a person reads, and which policy would be chosen. */
export function tellBacktest(session: Session, answer: Backtest, { notes, written, tookMs }: Telling): void {
  const { trace, leadSeconds, sloBudgetPercent, metricClassSeconds, seeds, scoredMinutes } = answer.table;
  const bold = (text: string): string => coloured(session.out, 'bold', text);
  const dim = (text: string): string => coloured(session.out, 'dim', text);
  const averaged = seeds === 1 ? '' : `, mean of ${seeds} seeds`;
  say(
    session,
    `${bold(trace)}: lead ${leadSeconds} s, budget ${sloBudgetPercent} % of requests, metrics each ${metricClassSeconds} s`,
  );
  say(
    session,
    dim(
      `${Math.round((scoredMinutes / 1440) * 10) / 10} days are scored, after the warm-up${averaged}; demand is scaled to a mean need of 20 units`,
    ),
  );
  for (const line of notes) say(session, dim(line));
  const sections = policySections(answer);
  const lines = table(
    policyColumns,
    sections.flatMap(({ rows }) => rows),
  );
  say(session);
  say(session, bold(lines.shift() ?? ''));
  for (const { title, rows } of sections) {
    say(session, dim(title));
    for (const line of lines.splice(0, rows.length)) say(session, line);
  }
  say(session);
  say(
    session,
    dim(
      `cost: billed units over the clairvoyant's; dollars: that fleet at $${unitPrice(metricClassSeconds)} a unit and hour, 730 hours`,
    ),
  );
  say(
    session,
    dim(
      'violations: share of requests that waited too long; * over the budget; "best" rows know the future, Headroom does not',
    ),
  );
  say(session);
  say(session, `${bold('chosen')}: ${verdict(answer).sentence}`);
  for (const path of written) say(session, `written: ${coloured(session.out, 'underline', path)}`);
  say(session, dim(`took ${Math.round(tookMs / 100) / 10} s`));
}

function unitPrice(metricClassSeconds: 20 | 60): number {
  return profiles[metricClassSeconds].unitPerHourUsd;
}
