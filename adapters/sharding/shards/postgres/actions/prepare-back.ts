import { quoted } from '../../../../postgres/quoted.ts';
import { madeNames } from '../made-names.ts';
import { makeSlot } from '../streams.ts';
import type { Work } from '../work.ts';

/**
 * A publication at the target, of nothing but marks yet, and the slot from which the way back will be read. The tables come
 * into the publication in the transaction that opens them, so that it has every write from the first on and no row of the copy.
 */
export async function prepareBack({ target, move }: Work): Promise<void> {
  const back = madeNames({ ...move, way: 'back' });
  const known = await target.session.query('SELECT 1 FROM pg_publication WHERE pubname = $1', [back.stream]);
  if (known.length === 0) {
    await target.session.query(
      `CREATE PUBLICATION ${quoted(back.stream)} FOR TABLE ${quoted(back.schema, back.marks)}`,
    );
  }
  await makeSlot(target, back.stream);
}
