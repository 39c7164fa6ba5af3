import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { Route } from '../../../core/sharding/map/key-router.ts';
import { isAnswer } from '../../postgres/is-answer.ts';
import { leavesSlot } from './leaves-slot.ts';
import { LeavesItsSlot } from './shard-errors.ts';

/** A transaction in one slot. Names of tables need no schema: they are the slot's. */
export interface SlotTransaction {
  /** Where it runs; for logs, and for names that have to be written out. */
  readonly route: Route;
  query<Row extends QueryResultRow = QueryResultRow>(
    statement: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>>;
}

/** What is found nowhere: a schema, a table, a function, a type. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const fences = new Set(['3F000', '42P01', '42883', '42704']);

/** The connection of one transaction, which notes when the shard has said that there is no such slot. */
export class SlotConnection implements SlotTransaction {
  readonly route: Route;
  private readonly client: PoolClient;
  private isOver = false;
  /** The first error by which a name was not found; null where there was none. */
  fence: Error | null = null;
  /** The first error by which the connection was lost; null while it stands. */
  lost: Error | null = null;

  constructor(client: PoolClient, route: Route) {
    this.client = client;
    this.route = route;
  }

  async query<Row extends QueryResultRow>(
    statement: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>> {
    this.refuseLeaving(typeof statement === 'string' ? statement : statement.text);
    try {
      return await this.client.query<Row>(statement as string, values);
    } catch (error) {
      this.note(error);
      throw error;
    }
  }

  /** From here on nothing may be asked any more. */
  end(): void {
    this.isOver = true;
  }

  private note(error: unknown): void {
    if (!(error instanceof Error)) return;
    if (!isAnswer(error)) this.lost ??= error;
    else if (fences.has(String((error as { code?: unknown }).code))) this.fence ??= error;
  }

  private refuseLeaving(text: string): void {
    const { slot, shard } = this.route;
    if (this.isOver) {
      throw new LeavesItsSlot(`the transaction in slot ${slot} is over; await every query inside its callback`, shard);
    }
    if (leavesSlot(text)) {
      const shown = text.trim().slice(0, 60);
      const next = 'a transaction sees its slot alone, from the callback’s beginning to its end';
      throw new LeavesItsSlot(`"${shown}" would leave the slot or end its transaction; take it out: ${next}`, shard);
    }
  }
}
