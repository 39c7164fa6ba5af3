import { legOf } from '../../../../../core/sharding/moving/servers/leg.ts';
import { quoted } from '../../../../postgres/quoted.ts';
import { inTransaction } from '../../../../postgres/session.ts';
import { commentOf, madeNames, tryName } from '../made-names.ts';
import { dropStreamRole } from '../stream-role.ts';
import { dropSlot, unsubscribe } from '../streams.ts';
import type { Side, Work } from '../work.ts';
import { releaseTheRest } from './release.ts';

/** Subscriptions first, since their workers hold slots; then everything else that has the move's name or says that it is its. */
export async function clean(work: Work): Promise<void> {
  const { move, source, target, sleep } = work;
  if (move.kind === 'pin') await releaseTheRest(work);
  const streams = (['there', 'back'] as const).map((way) => madeNames({ ...move, way }).stream);
  for (const { session } of [target, source]) for (const name of streams) await unsubscribe(session, name);
  for (const side of [source, target]) {
    for (const name of streams) {
      await dropSlot(side.session, name, sleep);
      for (const { name: tried } of await side.session.query(triesOf, [`${tryName(name)}_`])) {
        await dropPublications(side, [String(tried)]);
        await dropStreamRole(side.session, String(tried));
      }
      await dropPublications(side, [name, tryName(name)]);
      await dropStreamRole(side.session, name);
    }
    await dropCopies(work, side);
    await side.session.query(`DROP SCHEMA IF EXISTS ${quoted(madeNames(move).schema)} CASCADE`);
  }
}

/** What a driver that died while it tried has left behind. */
const triesOf = `
  SELECT rolname AS name FROM pg_roles WHERE starts_with(rolname, $1::text)
  UNION SELECT pubname FROM pg_publication WHERE starts_with(pubname, $1::text)`;

async function dropPublications({ session }: Side, names: readonly string[]): Promise<void> {
  for (const name of names) await session.query(`DROP PUBLICATION IF EXISTS ${quoted(name)}`);
}

/** In one transaction with the look whose it is: its name may be another's by the time. */
async function dropCopies({ move }: Work, { session }: Side): Promise<void> {
  const { cut, dead } = legOf(move);
  await inTransaction(session, async () => {
    const copies = await session.query(copiesOf, [[cut, dead], commentOf(move)]);
    for (const { name } of copies) await session.query(`DROP SCHEMA ${quoted(String(name))} CASCADE`);
    return null;
  });
}

/** Schemas of these names, or with this comment. */
export const copiesOf = `
  SELECT nspname AS name FROM pg_namespace n
  WHERE nspname = ANY($1::text[]) OR obj_description(n.oid, 'pg_namespace') = $2::text`;
