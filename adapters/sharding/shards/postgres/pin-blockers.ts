import { prefixOf } from '../../../../core/sharding/moving/servers/leg.ts';
import type { Blocker } from '../../../../core/sharding/moving/servers/seen.ts';
import type { Session } from '../../../postgres/session.ts';
import type { Work } from './work.ts';

/** What stands in the way of taking one key out of its slot, or of putting it back, beside what does for every move. */
export async function pinBlockers(work: Work): Promise<readonly Blocker[]> {
  const { move, keyColumn, source, target, leg } = work;
  if (move.kind === 'move') return [];
  if (keyColumn === null) {
    return [
      lasting('The keyspace names no keyColumn, so nothing tells the rows of one key: deploy its config with it.'),
    ];
  }
  if (move.from === move.to) {
    return [
      lasting(
        `The key is to stay on shard "${move.from}", and a ${move.kind} needs two: name another shard, or move its slot first.`,
      ),
    ];
  }
  const [found] = await source.session.query(withoutKey, [leg.live, keyColumn]);
  if (found?.names) {
    return [
      lasting(
        `Shard "${leg.source}": these tables have not "${keyColumn}" in their primary key: ${found.names}; put it there.`,
      ),
    ];
  }
  return move.kind === 'unpin' ? homeBlockers(work, target.session) : [];
}

/** The slot that a key comes back to must be there, with the same tables. */
async function homeBlockers(
  { move, leg, source, applicationRole }: Work,
  target: Session,
): Promise<readonly Blocker[]> {
  const [home] = await target.query(homeQuery, [`${prefixOf(move.slot)}e`, applicationRole]);
  if (home === undefined) {
    return [
      lasting(
        `Shard "${leg.target}" has not slot ${move.slot}, which the key comes back to: move that slot there first.`,
      ),
    ];
  }
  const [here, there] = [await columnsOf(source.session, leg.live), await columnsOf(target, String(home.name))];
  if (here === there) return [];
  return [
    lasting(`The tables of ${leg.live} and ${home.name} differ: bring both to the same version, then unpin again.`),
  ];
}

const lasting = (told: string): Blocker => ({ told, passes: false });

async function columnsOf(session: Session, schema: string): Promise<string> {
  const [row] = await session.query(columnsQuery, [schema]);
  return String(row?.columns);
}

const withoutKey = `
  SELECT string_agg(relname, ', ' ORDER BY relname) AS names FROM pg_class c
  WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' AND NOT EXISTS (
    SELECT FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey::int2[])
    WHERE indrelid = c.oid AND indisprimary AND attname = $2::text)`;

const homeQuery = `
  SELECT nspname AS name FROM pg_namespace
  WHERE starts_with(nspname, $1::text) AND has_schema_privilege($2::text, oid, 'USAGE')`;

const columnsQuery = `
  SELECT string_agg(concat_ws(' ', relname, attname, format_type(atttypid, atttypmod), attnotnull, attgenerated), ', '
    ORDER BY relname, attname) AS columns
  FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
  WHERE relnamespace = $1::text::regnamespace AND relkind = 'r'`;
