import { conninfo, type Encryption, type Place, waysOf } from '../../../postgres/place.ts';
import { codeOf, type Session } from '../../../postgres/session.ts';
import { secretly } from './secretly.ts';

/** How one server reaches another: over which encryption, or why not at all. */
export type Reached = { readonly by: Encryption } | { readonly refused: string };

/** Two servers, of which one is to read from the other. */
interface Ends {
  readonly reader: Session;
  readonly publisher: Session;
  /** Where the publisher is, as whom. */
  readonly place: Place;
}

/**
 * Lets a server connect to another as a subscription would, in a transaction that is rolled back, by one way of encryption after
 * the other, the best first. It is that server which checks the other's certificate, with a file of its own. What it is to
 * read is there, and empty, for as long: a warning that it is not would stand in the log with the whole connection.
 */
export async function reach({ reader, publisher, place }: Ends, name: string, least: Least): Promise<Reached> {
  const statement = `CREATE SUBSCRIPTION ${name} CONNECTION %1$L PUBLICATION ${name} WITH (create_slot = false, enabled = false, copy_data = false)`;
  await publisher.query(`DROP PUBLICATION IF EXISTS ${name}; CREATE PUBLICATION ${name}`);
  let refused = '';
  try {
    for (const by of waysOf(place, least)) {
      const failed = await failure(secretly(reader, { statement, connection: conninfo(place, by), rolledBack: true }));
      if (failed === null) return { by };
      refused = failed;
    }
  } finally {
    await publisher.query(`DROP PUBLICATION IF EXISTS ${name}`);
  }
  return { refused };
}

type Least = 'verify-full' | 'require';

async function failure(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (!isOfConnection(error)) throw error;
    return (error as Error).message;
  }
}

/** connection_failure and its class, and what a connection that does not check out is told as. */
function isOfConnection(error: unknown): boolean {
  return /^(08|XX000)/.test(codeOf(error) ?? '');
}
