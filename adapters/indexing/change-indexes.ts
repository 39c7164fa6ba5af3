import { type IndexNote, noteText } from '../../core/indexing/index-note.ts';
import { Refusal } from '../../core/model/errors.ts';
import { literal, quoted } from '../postgres/quoted.ts';
import { codeOf, type Session } from '../postgres/session.ts';

/** How one server's indexes are changed. */
export interface ChangingOptions {
  /** Opens a connection of its own: what builds is left alone by whoever asks how far it is. */
  open(): Promise<Session>;
  /** The role that owns the tables, where that is another than the one that connects. */
  readonly owner: string | null;
  /** How long a build, or a drop, waits for a transaction that was there before it. It holds up no writer meanwhile. */
  readonly patienceSeconds: number;
}

/** A build that was begun. */
export interface Begun {
  readonly pid: number;
  /** Resolves once the index is there. Rejects with `Refusal` where the server gave it up; what is left of it stays. */
  readonly done: Promise<void>;
  /** Lets go of it: the server builds on, and the next look sees how far it has come. */
  leave(): Promise<void>;
}

/**
 * Begins to build an index beside readers and writers. The server does not ask whether anybody still listens, so that a build outlives
 * the connection that has begun it. `definition` is what follows the name.
 */
export async function beginIndex(name: string, definition: string, options: ChangingOptions): Promise<Begun> {
  const session = await openForChange(options);
  const [row] = await session.query('SELECT pg_catalog.pg_backend_pid() AS pid');
  const done = session.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${quoted(name)} ${definition}`).then(
    () => session.end(),
    async (error: unknown) => {
      await session.end().catch(() => {});
      throw refusalOf(error, options);
    },
  );
  // Whoever leaves hears no more of it.
  done.catch(() => {});
  return { pid: Number(row?.pid), done, leave: () => session.end() };
}

/** Drops an index beside readers and writers. Rejects with `Refusal` where the server would not. */
export async function dropIndex(schema: string, name: string, options: ChangingOptions): Promise<void> {
  await changing(options, `DROP INDEX CONCURRENTLY IF EXISTS ${quoted(schema, name)}`);
}

/** Writes a note at an index, or takes it away by writing what was there before. */
export async function writeNote(
  schema: string,
  name: string,
  note: IndexNote | { readonly comment: string | null },
  options: ChangingOptions,
): Promise<void> {
  const comment = 'schema' in note ? noteText(note) : note.comment;
  await changing(
    options,
    `COMMENT ON INDEX ${quoted(schema, name)} IS ${comment === null ? 'NULL' : literal(comment)}`,
  );
}

async function changing(options: ChangingOptions, statement: string): Promise<void> {
  const session = await openForChange(options);
  try {
    await session.query(statement);
  } catch (error) {
    throw refusalOf(error, options);
  } finally {
    await session.end().catch(() => {});
  }
}

async function openForChange({ open, owner, patienceSeconds }: ChangingOptions): Promise<Session> {
  const session = await open();
  const settings = [
    // None at all would be to wait for ever.
    ...['statement_timeout = 0', `lock_timeout = '${Math.max(1, Math.round(1000 * patienceSeconds))}ms'`],
    ...(owner === null ? [] : [`role = ${quoted(owner)}`]),
  ];
  try {
    for (const setting of settings) await session.query(`SET ${setting}`);
    // Since PostgreSQL 14 a server may look whether anybody still listens.
    await session.query(
      "SELECT set_config(name, '0', false) FROM pg_catalog.pg_settings WHERE name = 'client_connection_check_interval'",
    );
    return session;
  } catch (error) {
    await session.end().catch(() => {});
    throw error;
  }
}

/** What the server would not do, as a sentence with the next step; other errors stay as they are. */
function refusalOf(error: unknown, { owner, patienceSeconds }: ChangingOptions): unknown {
  const said = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case '42501':
      return new Refusal(
        `${said}; only who owns a table may do that: name the role that does${owner === null ? '' : `, which ${owner} is not`}`,
      );
    case '55P03':
      return new Refusal(
        `it waited ${patienceSeconds} s for a transaction that is older, in vain (${said}); see pg_stat_activity, and try again`,
      );
    case '57014':
      return new Refusal(`it was cancelled (${said}); try again when you like`);
    default:
      return codeOf(error) === null ? error : new Refusal(`the server would not: ${said}`);
  }
}
