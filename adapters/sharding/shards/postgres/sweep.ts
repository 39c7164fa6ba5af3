import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import { isActive } from '../../../../core/sharding/moving/move.ts';
import { madePrefix } from './made-names.ts';
import type { Side } from './work.ts';

/**
 * Removes what moves have left that are over: somebody who was overtaken may have made it after the last look. What belongs
 * to moves that nobody knows is left alone, since another deployment may use the server too. Answers of how many moves.
 */
export async function sweep(
  config: KeyspaceConfig,
  moveOf: (move: string) => Promise<Move | null>,
  sideOf: (shard: string) => Side,
  cleanUp: (move: Move) => Promise<void>,
): Promise<number> {
  const ids = new Set<string>();
  for (const [shard, { kind }] of Object.entries(config.shards)) {
    if (kind !== 'postgres') continue;
    const { session } = sideOf(shard);
    for (const { id } of await session.query(madeQuery, [madePrefix])) ids.add(String(id));
  }
  const known = await Promise.all([...ids].map(moveOf));
  const over = known.filter((move) => move !== null && !isActive(move.is));
  for (const move of over) if (move !== null) await cleanUp(move);
  return over.length;
}

const madeQuery = `
  SELECT DISTINCT regexp_replace(substr(name, length($1::text) + 1), '(_back)?(_try(_[0-9a-f]+)?)?$', '') AS id FROM (
    SELECT slot_name::text AS name FROM pg_replication_slots UNION SELECT pubname FROM pg_publication
    UNION SELECT rolname FROM pg_roles UNION SELECT subname FROM pg_subscription UNION SELECT nspname FROM pg_namespace
    UNION SELECT $1::text || substring(obj_description(oid, 'pg_namespace') FROM '^made by headroom for move ([a-z0-9]+)$')
      FROM pg_namespace
  ) made WHERE starts_with(name, $1::text)`;
