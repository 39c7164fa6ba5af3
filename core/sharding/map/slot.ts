/** One slot as the table holds it: the unit of moving, locking, measuring and backing up. */
export interface Slot {
  readonly slot: number;
  /** The shard that owns it. */
  readonly shard: string;
  /** Grows with every change of owner and every abort that came as far as the fence. */
  readonly epoch: number;
  /** `cut` while neither side takes writes, for milliseconds: clients wait instead of refreshing at once. */
  readonly is: 'owned' | 'moving' | 'cut';
  /** The move that has it; null where none has. */
  readonly move: string | null;
  /** The one key it is for, where it is a pin. */
  readonly pinned: string | null;
  /** When its last move ended, for the rest that follows; null before the first. */
  readonly movedAtMs: number | null;
}

/**
 * The name under which a shard holds a slot in one epoch; a PostgreSQL schema. Renaming it is the fence: whoever still
 * has the old epoch finds no such schema. Slot 7 in epoch 12 is `ls00007_e12`.
 */
export function slotName(slot: number, epoch: number): string {
  return `ls${String(slot).padStart(5, '0')}_e${epoch}`;
}
