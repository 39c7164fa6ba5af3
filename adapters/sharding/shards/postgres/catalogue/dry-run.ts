import { quoted } from '../../../../postgres/quoted.ts';
import { codeOf, inTransaction, type Session } from '../../../../postgres/session.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';
import type { SchemaDdl } from './schema-ddl.ts';

/** What a trial of a copy came to: its fingerprint, or the statement that the server refused and why. */
export type Tried = { readonly print: Fingerprint } | { readonly refused: string };

const limits = { statement_timeout: 60_000, lock_timeout: 5_000 };

/** Makes the whole copy, without rows, in a transaction that is rolled back: what cannot be copied is known before. */
export async function tryCopy(session: Session, schema: string, { first, later }: SchemaDdl): Promise<Tried> {
  let tried: Tried = { refused: '' };
  await inTransaction(
    session,
    async () => {
      tried = await made(session, schema, [...first, ...later.map(({ statement }) => statement)]);
      return 'rolled back';
    },
    limits,
  );
  return tried;
}

async function made(session: Session, schema: string, statements: readonly string[]): Promise<Tried> {
  await session.query(`CREATE SCHEMA ${quoted(schema)}`);
  for (const statement of statements) {
    try {
      await session.query(statement);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { refused: `${(error as Error).message} (${statement.replace(/\s+/g, ' ').slice(0, 200)})` };
    }
  }
  return { print: await fingerprint(session, schema) };
}

/** A server that is down, busy or short of something says nothing of the statement. */
function isRefusal(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && /^[0-9A-Z]{5}$/.test(code) && !/^(08|40|53|55|57|58|XX)/.test(code);
}
