import { tableSql } from '../../../core/indexing/candidate.ts';
import type { Statement } from '../../../core/indexing/statement.ts';
import { literal, quoted } from '../../postgres/quoted.ts';
import { codeOf, type Session } from '../../postgres/session.ts';

/** Why a statement has no price. */
export interface Unpriced {
  readonly id: string;
  readonly why: string;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Total Cost': number;
  readonly 'Plan Rows': number;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** A plan as one text, the same for plans that go the same way, and what it costs. */
export interface Shape {
  readonly text: string;
  readonly cost: number;
}

/** Statements as the planner of one session plans them without values; nothing is executed. */
export class Planned {
  readonly unpriced: Unpriced[] = [];
  private readonly session: Session;
  /** How each statement is asked for; null of one that cannot be planned. */
  private readonly prepared = new Map<string, string | null>();

  constructor(session: Session) {
    this.session = session;
  }

  /** What each would cost now, in the planner's units; those that cannot be planned are left out. */
  async costs(statements: readonly Statement[]): Promise<ReadonlyMap<string, number>> {
    const plans = await this.plans(statements);
    return new Map([...plans].map(([id, plan]) => [id, plan['Total Cost']]));
  }

  /** Which way each would go now. `indexes` says what an index of a name is called in the texts. */
  async shapes(
    statements: readonly Statement[],
    indexes: ReadonlyMap<string, string>,
  ): Promise<ReadonlyMap<string, Shape>> {
    const plans = await this.plans(statements);
    return new Map([...plans].map(([id, plan]) => [id, { text: textOf(plan, indexes), cost: plan['Total Cost'] }]));
  }

  private async plans(statements: readonly Statement[]): Promise<ReadonlyMap<string, Plan>> {
    // Plans that are kept know nothing of indexes that have come or gone since.
    await this.session.query('DISCARD PLANS');
    const plans = new Map<string, Plan>();
    for (const statement of statements) {
      const execute = await this.prepare(statement);
      const plan = execute === null ? null : await this.plan(statement.id, execute);
      if (plan !== null) plans.set(statement.id, plan);
    }
    return plans;
  }

  /** How many rows of a table, by its `schema.name`, the planner expects to be so; null where it cannot plan that. */
  async rows(table: string, where: string): Promise<number | null> {
    return this.explain(`SELECT FROM ${tableSql(table)} WHERE ${where}`).then(
      (plan) => plan?.['Plan Rows'] ?? null,
      (error: unknown) => {
        if (codeOf(error) === null) throw error;
        return null;
      },
    );
  }

  private async prepare({ id, text }: Statement): Promise<string | null> {
    const known = this.prepared.get(id);
    if (known !== undefined) return known;
    const name = quoted(`headroom ${id}`);
    const execute = await this.session
      .query(`PREPARE ${name} AS ${text.replace(/[;\s]+$/, '')}`)
      .then(async () => `${name}${await this.noValues(id)}`)
      .catch((error: unknown) => this.cannot(id, error));
    this.prepared.set(id, execute);
    return execute;
  }

  /** A generic plan looks at no value, so that there need be none. */
  private async noValues(id: string): Promise<string> {
    const [row] = await this.session.query(
      `SELECT pg_catalog.cardinality(parameter_types) AS count FROM pg_catalog.pg_prepared_statements WHERE name = ${literal(`headroom ${id}`)}`,
    );
    const count = Number(row?.count ?? 0);
    return count === 0 ? '' : `(${Array(count).fill('NULL').join(', ')})`;
  }

  private async plan(id: string, execute: string): Promise<Plan | null> {
    try {
      return (await this.explain(`EXECUTE ${execute}`)) ?? null;
    } catch (error) {
      this.prepared.set(id, null);
      return this.cannot(id, error);
    }
  }

  private async explain(statement: string): Promise<Plan | undefined> {
    const [row] = await this.session.query(`EXPLAIN (FORMAT JSON, COSTS) ${statement}`);
    return (row?.['QUERY PLAN'] as readonly { readonly Plan: Plan }[] | undefined)?.[0]?.Plan;
  }

  private cannot(id: string, error: unknown): null {
    if (codeOf(error) === null) throw error;
    this.unpriced.push({ id, why: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

function textOf(plan: Plan, indexes: ReadonlyMap<string, string>): string {
  const { 'Node Type': type, 'Relation Name': relation, 'Index Name': index, Plans: inner = [] } = plan;
  const on = index === undefined ? relation : (indexes.get(index) ?? index);
  const inside = inner.map((one) => textOf(one, indexes)).join(', ');
  return `${type}${on === undefined ? '' : ` on ${on}`}${inside === '' ? '' : ` (${inside})`}`;
}

/** The settings under which statements are planned without values. PostgreSQL 15 has no EXPLAIN (GENERIC_PLAN). */
export async function planWithoutValues(session: Session, schemas: readonly string[]): Promise<void> {
  const path = schemas.map((name) => quoted(name)).join(', ');
  for (const setting of [`search_path = ${path}`, 'plan_cache_mode = force_generic_plan', 'jit = off'])
    await session.query(`SET ${setting}`);
}
