import type { KeyspaceConfig } from '../../core/sharding/config/keyspace.ts';
import type { ShardMap } from '../../core/sharding/map/shard-map.ts';
import { slotName } from '../../core/sharding/map/slot-name.ts';

/**
 * SQL that makes the first slots of a PostgreSQL shard, for the role that owns them to run before the map is made: a schema
 * for each slot, with the application's tables, and the right of its role to use what is in there.
 */
export function slotSql({ applicationRole }: KeyspaceConfig, map: ShardMap, shard: string, tables: string): string {
  const place = map.shards.findIndex(({ name }) => name === shard);
  const slots = [...map.owner.entries()].filter(([, owner]) => owner === place).map(([slot]) => slot);
  const role = quoted(applicationRole);
  const made = slots.map((slot) => {
    const schema = slotName(slot, map.epoch[slot] ?? 0);
    return [
      `CREATE SCHEMA ${schema};`,
      `SET LOCAL search_path = ${schema};`,
      ...(tables.trim() === '' ? [] : [tables.trim()]),
      `GRANT USAGE ON SCHEMA ${schema} TO ${role};`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};`,
      `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};`,
    ].join('\n');
  });
  return ['BEGIN;', ...made, 'COMMIT;'].join('\n');
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
