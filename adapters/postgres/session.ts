import { once } from '../aws/once.ts';

/** One row, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** A connection to a shard, one statement after the other. */
export interface Session {
  /** Values are bound as `$1`, `$2`... */
  query(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  end(): Promise<void>;
}

/** A connection that is made when it is first asked something. */
export function lazySession(open: () => Promise<Session>): Session {
  const opened = once(open);
  return {
    query: async (text, values) => (await opened()).query(text, values),
    end: async () => {
      const session = await opened.made()?.catch(() => null);
      await session?.end();
    },
  };
}

/** The code of a PostgreSQL error (https://www.postgresql.org/docs/15/errcodes-appendix.html); null of any other. */
export function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/**
 * Runs in one transaction; it is rolled back where `work` rejects or answers `rolled back`. `settings` are for it alone, and
 * go with its beginning in one message.
 */
export async function inTransaction<T>(
  session: Session,
  work: () => Promise<T | 'rolled back'>,
  settings: Readonly<Record<string, number | string>> = {},
): Promise<T | null> {
  const set = Object.entries(settings).map(([name, value]) => `; SET LOCAL ${name} = ${value}`);
  await session.query(`BEGIN${set.join('')}`);
  let result: T | 'rolled back';
  try {
    result = await work();
  } catch (error) {
    await session.query('ROLLBACK').catch(() => {});
    throw error;
  }
  await session.query(result === 'rolled back' ? 'ROLLBACK' : 'COMMIT');
  return result === 'rolled back' ? null : result;
}
