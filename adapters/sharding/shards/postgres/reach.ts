import { conninfo, type Encryption, type Place, waysOf } from '../../../postgres/place.ts';
import { codeOf, type Session } from '../../../postgres/session.ts';
import { secretly } from './secretly.ts';

/** How one server reaches another: over which encryption, or why not at all. */
export type Reached = { readonly by: Encryption } | { readonly refused: string };

/**
 * Lets a server connect to another as a subscription would, in a transaction that is rolled back, by one way of encryption after
 * the other, the best first. It is that server which checks the other's certificate, with a file of its own.
 */
export async function reach(
  from: Session,
  to: Place,
  name: string,
  least: 'verify-full' | 'require',
): Promise<Reached> {
  let refused = '';
  for (const by of waysOf(to, least)) {
    const statement = `CREATE SUBSCRIPTION ${name} CONNECTION %1$L PUBLICATION ${name} WITH (create_slot = false, enabled = false, copy_data = false)`;
    try {
      await secretly(from, { statement, connection: conninfo(to, by), rolledBack: true });
      return { by };
    } catch (error) {
      if (!isOfConnection(error)) throw error;
      refused = (error as Error).message;
    }
  }
  return { refused };
}

/** connection_failure and its class, and what a connection that does not check out is told as. */
function isOfConnection(error: unknown): boolean {
  return /^(08|XX000)/.test(codeOf(error) ?? '');
}
