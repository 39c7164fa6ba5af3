import { inTransaction } from '../../../../postgres/session.ts';
import { letIn, renamed } from '../open-schema.ts';
import type { Work } from '../work.ts';

/** The source goes on, under a name that no cut in flight knows. Transactions under way are not disturbed. */
export async function reopen(work: Work): Promise<void> {
  const { source, leg } = work;
  for (const name of [leg.cut, leg.live]) {
    const isOpen = await inTransaction(source.session, async () => {
      if (!(await renamed(source.session, name, leg.reopened))) return 'rolled back';
      await source.session.query(letIn(work, leg.reopened));
      return true;
    });
    if (isOpen) return;
  }
}
