import type { Subjects } from '../../table/config-store.ts';
import { configTexts } from '../../table/config-texts.ts';
import { queryAll } from '../../table/query-all.ts';
import type { Table } from '../../table/table.ts';
import { activePartition, keyspacesPartition } from './keyspace-items.ts';

/** The moves that are under way in the keyspaces that are configured, as `<keyspace>/<move id>`. */
export function activeMoves(table: Table): Subjects {
  const movesOf = async (keyspace: string) => {
    const items = await queryAll(table, activePartition(keyspace));
    return items.map((item): [string, null] => [`${keyspace}/${item.sk?.S}`, null]);
  };
  return {
    all: async () => {
      const keyspaces = [...(await configTexts(table, keyspacesPartition)).keys()];
      return new Map((await Promise.all(keyspaces.map(movesOf))).flat());
    },
  };
}
