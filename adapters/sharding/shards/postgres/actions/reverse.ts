import { legOf } from '../../../../../core/sharding/moving/servers/leg.ts';
import { literal, quoted } from '../../../../postgres/quoted.ts';
import { inTransaction } from '../../../../postgres/session.ts';
import { commentOf, madeNames } from '../made-names.ts';
import { renamed } from '../open-schema.ts';
import { dropSlot, subscribe, unsubscribe } from '../streams.ts';
import type { Work } from '../work.ts';

/**
 * The old source follows the new owner. The stream there has to be gone before the old source takes its new name, since its
 * tables are published still: what came back would be sent round for ever.
 */
export async function reverse({ move, source, target, sleep, streams: least }: Work): Promise<void> {
  const [from, to] = move.way === 'there' ? [source, target] : [target, source];
  const [there, back] = [legOf({ ...move, way: 'there' }), legOf({ ...move, way: 'back' })];
  const made = madeNames({ ...move, way: 'there' });
  await unsubscribe(to.session, made.stream);
  await dropSlot(from.session, made.stream, sleep);
  await from.session.query(`DROP PUBLICATION IF EXISTS ${quoted(made.stream)}`);
  await inTransaction(from.session, async () => {
    if (!(await renamed(from.session, there.cut, back.live))) return 'rolled back';
    await from.session.query(`COMMENT ON SCHEMA ${quoted(back.live)} IS ${literal(commentOf(move))}`);
    return null;
  });
  await subscribe({ source: to, target: from, name: madeNames({ ...move, way: 'back' }).stream, least }, null);
}
