import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { isAnswer } from '../postgres/is-answer.ts';
import { leavesTransaction } from './leaves-transaction.ts';
import { CommitUnknown, ConnectionLost, LeavesTransaction, RolledBack } from './replica-error.ts';

/** A transaction on one server, from its first statement to its last. */
export interface ServerTransaction {
  /** Where it runs, as `host:port`; for logs. */
  readonly server: string;
  query<Row extends QueryResultRow = QueryResultRow>(
    statement: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>>;
}

/** What an application does in one transaction. It is called again where nothing of it was done. */
export type Work<T> = (transaction: ServerTransaction) => Promise<T>;

/** Runs the work in a transaction that has begun, and ends it; `ending` is sent as the end. Answers what the end answered. */
export async function runIn<T>(client: PoolClient, server: string, work: Work<T>, ending: string) {
  const transaction = new OpenTransaction(client, server);
  let broken: Error | undefined;
  try {
    const value = await work(transaction).finally(() => transaction.end());
    return { value, ended: await commit(client, server, ending) };
  } catch (error) {
    broken = await undone(client, error);
    throw transaction.lost === null || error instanceof CommitUnknown ? error : lost(server, transaction.lost);
  } finally {
    client.release(broken);
  }
}

class OpenTransaction implements ServerTransaction {
  readonly server: string;
  private readonly client: PoolClient;
  private isOver = false;
  /** The error by which the connection was lost; null while it stands. */
  lost: Error | null = null;

  constructor(client: PoolClient, server: string) {
    this.client = client;
    this.server = server;
  }

  async query<Row extends QueryResultRow>(statement: string | QueryConfig, values?: unknown[]) {
    this.refuseLeaving(typeof statement === 'string' ? statement : statement.text);
    try {
      return await this.client.query<Row>(statement as string, values);
    } catch (error) {
      if (error instanceof Error && !isAnswer(error)) this.lost ??= error;
      throw error;
    }
  }

  end(): void {
    this.isOver = true;
  }

  private refuseLeaving(text: string): void {
    if (this.isOver) {
      throw new LeavesTransaction('the transaction is over; await every query inside its callback', this.server);
    }
    if (!leavesTransaction(text)) return;
    const shown = text.trim().slice(0, 60);
    const next =
      'a connection is anybody’s after the transaction; use SET LOCAL, pg_advisory_xact_lock, ON COMMIT DROP';
    throw new LeavesTransaction(`"${shown}" ends the transaction or outlives it; take it out: ${next}`, this.server);
  }
}

/** Rejects with `CommitUnknown` where nobody can tell, with `RolledBack` or the server's error where it is certain. */
async function commit(client: PoolClient, server: string, ending: string): Promise<Readonly<Record<string, unknown>>> {
  const answered = await client.query(ending).catch((error: unknown) => {
    if (isAnswer(error)) throw error;
    const next = 'look whether it took effect, by a key of its own, before doing it again';
    throw new CommitUnknown(`the reply of ${server} to COMMIT was lost; ${next}`, server, error);
  });
  const results = Array.isArray(answered) ? answered : [answered];
  if (results[0]?.command === 'COMMIT') return results.at(-1)?.rows[0] ?? {};
  const next = 'let its error go on, or roll back to a savepoint';
  throw new RolledBack(`the transaction on ${server} went on after a statement had failed; ${next}`, server);
}

/** Rolls back; the error where the connection is of no use any more. */
async function undone(client: PoolClient, error: unknown): Promise<Error | undefined> {
  if (error instanceof CommitUnknown) return error;
  return client.query('ROLLBACK').then(
    () => undefined,
    (rollback: Error) => rollback,
  );
}

function lost(server: string, error: Error): ConnectionLost {
  const next = 'nothing of it is done; do it again';
  return new ConnectionLost(`the connection to ${server} was lost: ${error.message}; ${next}`, server, error);
}
