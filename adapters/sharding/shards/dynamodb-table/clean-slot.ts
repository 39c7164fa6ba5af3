import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { SlotMove } from './copy-slot.ts';
import { fenceCheck } from './fence-item.ts';
import { FenceChanged, type GuardedWrite, writeGuarded } from './guarded-writes.ts';
import type { SlotPlace } from './item-place.ts';
import { placeOf } from './place.ts';
import { slotPage } from './slot-pages.ts';

/**
 * Deletes what a move has left of a slot on one side, while the fences say that it is left over: a dead mover that comes
 * back must not delete what a later move brings. True at the end; false where `mayGoOn` said no before.
 */
export async function cleanSlot(job: SlotMove, side: 'source' | 'target', mayGoOn: () => boolean): Promise<boolean> {
  const { table, prefix } = job;
  const place = job[side];
  for (;;) {
    if (!mayGoOn()) return false;
    const { items } = await slotPage(table.client, place, { after: null, upTo: null, aPage: true, prefix });
    if (items.length === 0) return true;
    const writes = items.map(({ sk }) => deletion(place, sk?.S ?? ''));
    try {
      await writeGuarded({ ...table, tableName: place.tableName }, guards(job, side), writes);
    } catch (error) {
      // The slot comes back, or is copied again: what is there is not left over.
      if (error instanceof FenceChanged) return true;
      throw error;
    }
  }
}

function guards({ move: { kind, id }, source, target }: SlotMove, side: 'source' | 'target'): TransactWriteItem[] {
  const is = kind === 'pin' ? 'own' : 'gone';
  if (side === 'source') return [fenceCheck(source, { is, move: id, filling: null })];
  return [fenceCheck(source, { is: 'own', move: id }), fenceCheck(target, { filling: id })];
}

function deletion({ tableName, slot }: SlotPlace, sk: string): GuardedWrite {
  const actions = [{ Delete: { TableName: tableName, Key: placeOf(slot, sk) } }];
  return { actions, bytes: 0, again: async () => null };
}
