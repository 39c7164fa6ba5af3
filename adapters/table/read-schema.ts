import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './attributes.ts';
import { unpacked } from './packed.ts';

/** A table item of a schema that this release does not know, or that somebody has broken by hand. */
export class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem';
}

/** What mends an item that is broken and says nothing that is not found out again. */
export const deleteIt = 'delete the item and it is made anew';

/** Reads an attribute that holds JSON text of schema 1, packed or not. Throws `UnreadableItem`. */
export function readSchema1<T>(item: Item, attribute: string): T {
  return readSchema(item, attribute, [1]);
}

/** Reads an attribute that holds JSON text of one of these schemas, packed or not. Throws `UnreadableItem`. */
export function readSchema<T>(item: Item, attribute: string, known: readonly unknown[]): T {
  const where = `${item.pk?.S} ${item.sk?.S}`;
  const value = parse(item[attribute], where) as { schema?: unknown } | null;
  if (!known.includes(value?.schema)) {
    const schemas = known.join(' and ');
    throw new UnreadableItem(
      `${where}: schema ${String(value?.schema)} is not known to this release, which reads schema ${schemas}`,
    );
  }
  return value as T;
}

function parse(attribute: AttributeValue | undefined, where: string): unknown {
  try {
    return JSON.parse(unpacked(attribute));
  } catch {
    throw new UnreadableItem(`${where}: what is stored is not JSON; ${deleteIt}`);
  }
}
