import { renamed } from '../open-schema.ts';
import type { Work } from '../work.ts';

/** After this the copy can never be opened. */
export async function discard({ target, leg }: Work): Promise<void> {
  await renamed(target.session, leg.live, leg.dead);
}
