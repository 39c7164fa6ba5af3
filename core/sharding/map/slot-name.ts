/**
 * The name under which a shard holds a slot in one epoch; a PostgreSQL schema. Renaming it is the fence: whoever still
 * has the old epoch finds no such schema. Slot 7 in epoch 12 is `ls00007_e12`.
 */
export function slotName(slot: number, epoch: number): string {
  return `ls${String(slot).padStart(5, '0')}_e${epoch}`;
}
