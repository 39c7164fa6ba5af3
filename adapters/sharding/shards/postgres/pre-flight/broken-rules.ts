import type { Blocker } from '../../../../../core/sharding/moving/servers/seen.ts';
import type { Session } from '../../../../postgres/session.ts';

/** One thing that must be so before a move begins. */
export interface Rule {
  /** A query that answers `what` for each offence. */
  readonly broken: string;
  /** Which of the known values it is bound to. */
  uses(values: readonly unknown[]): readonly unknown[];
  /** What is wrong and the next step; `{what}` are the offences. */
  readonly told: string;
  /** Whether it may go away by itself. */
  readonly passes: boolean;
}

/** A rule, shortly. */
export function rule(told: string, uses: Rule['uses'], broken: string, passes = false): Rule {
  return { told, uses, broken, passes };
}

/** What of the rules is broken at a shard. */
export async function brokenOf(
  session: Session,
  shard: string,
  rules: readonly Rule[],
  values: readonly unknown[],
): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const { broken, uses, told, passes } of rules) {
    const text = `SELECT string_agg(what::text, ', ' ORDER BY what::text) AS what FROM (${broken}) found`;
    const [row] = await session.query(text, uses(values));
    if (row?.what)
      found.push({ told: `Shard "${shard}": ${told.replaceAll('{what}', () => String(row.what))}.`, passes });
  }
  return found;
}
