import { counted } from '../../../../core/model/counted.ts';
import { InvalidInput } from '../../../../core/model/errors.ts';
import { type Item, text } from '../../../table/attributes.ts';

/**
 * The layout of a table that is a shard: keys `pk` and `sk`.
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `ls<slot>` | `\u001f` | the slot's fence (JSON text), `is`, `move`, `filling`, `revision` beside it for conditions |
 * | `ls<slot>` | `<key>\u001f<name>` | an item of an application, and `_v`, which differs with each write |
 *
 * A slot is one partition, so reading the whole of it reads nothing else.
 */
export const separator = '\u001f';
/** The attribute that differs with each write of an item. */
export const versionAttribute = '_v';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const mostSortKeyBytes = 1024;

/** The partition key of a slot. */
export const partitionOf = (slot: number): string => `ls${String(slot).padStart(5, '0')}`;
/** The key of the fence of a slot. */
export const fenceKey = (slot: number): Item => ({ pk: text(partitionOf(slot)), sk: text(separator) });
/** The key of an item of a slot. */
export const placeOf = (slot: number, sk: string): Item => ({ pk: text(partitionOf(slot)), sk: text(sk) });

/** Throws `InvalidInput` where no item can be called so. */
export function sortKey(key: string, name: string): string {
  if (key === '') throw new InvalidInput('key', 'is empty; give the key that the item belongs to');
  if (key.includes(separator)) throw new InvalidInput('key', 'has a unit separator (U+001F) in it; leave it out');
  const sk = `${key}${separator}${name}`;
  const bytes = Buffer.byteLength(sk);
  if (bytes <= mostSortKeyBytes) return sk;
  throw new InvalidInput(
    'key',
    `with its item's name it has ${counted(bytes, 'byte')}; a DynamoDB table takes ${mostSortKeyBytes}: shorten them, or hash the key`,
  );
}
