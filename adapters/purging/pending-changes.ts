import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Change, Chunk } from '../../core/purging/change.ts';
import type { Table } from '../table/table.ts';
import { chunkIdOf, chunkItem } from './purge-items.ts';

/** What changes are added with. */
export interface PendingChangesOptions extends Table {
  /** A text that nobody else makes. */
  newId(): string;
}

/** What one chunk may hold, so that it has room in an item of 400 KB. */
const mostChanges = 1500;
const mostCharacters = 250_000;
/** What each change takes besides its item. */
const charactersEach = 70;

/** Adds changes to what waits to be purged; the same change twice does no harm. Answers the chunks that were added. */
export async function addChanges(
  { client, tableName, newId }: PendingChangesOptions,
  purge: string,
  changes: readonly Change[],
  cameAtMs: number,
): Promise<readonly Chunk[]> {
  const chunks = [true, false].flatMap((urgent) => {
    const mine = changes.filter((change) => change.urgent === urgent);
    return parts(mine).map((part): Chunk => ({ id: chunkIdOf(urgent, cameAtMs, newId()), cameAtMs, changes: part }));
  });
  for (const chunk of chunks) {
    await client.send(new PutItemCommand({ TableName: tableName, Item: chunkItem(purge, chunk) }));
  }
  return chunks;
}

function parts(changes: readonly Change[]): Change[][] {
  const made: Change[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const change of changes) {
    const more = change.item.length + charactersEach;
    const last = made.at(-1);
    if (last === undefined || last.length >= mostChanges || characters + more > mostCharacters) {
      made.push([change]);
      characters = more;
    } else {
      last.push(change);
      characters += more;
    }
  }
  return made;
}
