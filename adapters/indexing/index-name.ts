import { createHash } from 'node:crypto';
import { ownPrefix } from '../../core/indexing/index-standing.ts';

/** PostgreSQL cuts longer names. */
const longest = 63;

/** What an index of this definition is called wherever it is made, so that whoever comes second finds it. */
export function indexName(definition: string): string {
  const hash = createHash('sha256').update(definition).digest('hex').slice(0, 8);
  const table = /^ON "(?:[^"]|"")+"\."((?:[^"]|"")+)"/.exec(definition)?.[1] ?? '';
  const room = longest - ownPrefix.length - hash.length - 1;
  return `${ownPrefix}${table
    .replaceAll(/[^a-z0-9_]/gi, '')
    .toLowerCase()
    .slice(0, room)}_${hash}`;
}
