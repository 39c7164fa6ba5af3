import { CannotBeDone } from '../../../../core/sharding/moving/servers/cannot-be-done.ts';
import { codeOf } from '../../../postgres/session.ts';

/**
 * Data, constraints, syntax and rights, what is not supported, and limits of the program; without what is there or not there
 * since another was quicker. https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
const lastingClasses = /^(0A|22|23|42|54)/;
const passing: ReadonlySet<string> = new Set(['42P01', '42704', '42P06', '42P07', '42710', '23505']);

/** Tells errors that repeating does not mend from all others. */
export async function orCannotBeDone<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (!lastingClasses.test(code) || code.length !== 5 || passing.has(code)) throw error;
    throw new CannotBeDone((error as Error).message, { cause: error });
  }
}
