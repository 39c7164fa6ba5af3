import { prefixOf } from '../../../../../core/sharding/moving/servers/leg.ts';
import type { Blocker } from '../../../../../core/sharding/moving/servers/seen.ts';
import { madePrefix, notesTable, unreleasedNote } from '../made-names.ts';
import { noteOn } from '../notes.ts';
import type { Work } from '../work.ts';

/** Rows of a key that is elsewhere by now, which an earlier pin is still removing from this slot: they must not go along. */
export async function unreleased({ move, source, target, made }: Work): Promise<readonly Blocker[]> {
  const found: Blocker[] = [];
  for (const { session, shard } of [source, target]) {
    for (const { schema } of await session.query(noted, [madePrefix, notesTable])) {
      if (schema === made.schema) continue;
      const rest = await noteOn(session, String(schema), unreleasedNote);
      if (rest === null || !rest.startsWith(prefixOf(move.slot))) continue;
      const told = `Shard "${shard}": rows of a key that was pinned are still being removed from ${rest}; it goes on when that is done.`;
      found.push({ told, passes: true });
    }
  }
  return found;
}

const noted = `
  SELECT nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE starts_with(nspname, $1::text) AND relname = $2::text`;
