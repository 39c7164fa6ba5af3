import { InvalidKey } from './shard-errors.ts';

const mostBytes = 1_048_576;
/** No character takes more bytes in UTF-8 for each of its units. */
const mostBytesPerUnit = 3;

/** Throws `InvalidKey` for what cannot be a key. */
export function checkKey(key: string): void {
  if (typeof key !== 'string') throw new InvalidKey(`a key is a text, not ${typeof key}; give e.g. String(tenantId)`);
  if (key.length === 0) throw new InvalidKey('the key is empty; give what the rows belong to, e.g. the id of a tenant');
  if (key.length * mostBytesPerUnit > mostBytes && Buffer.byteLength(key) > mostBytes) {
    throw new InvalidKey(`the key has more than 1 MB; route by an id, or by a hash of what is so long`);
  }
}
