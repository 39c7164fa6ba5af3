import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Fence } from '../../../../core/sharding/moving/tables/fence.ts';
import { loadFence } from './fence-item.ts';

/** Fences as a client has read them, and until when it may go by them. */
export interface SlotFences {
  /** `untilMs` counts from before the read was sent. */
  read(tableName: string, slot: number): Promise<HeldFence>;
  forget(tableName: string, slot: number): void;
}

/** A fence that may be gone by until `untilMs`; null where the slot has none. */
export interface HeldFence {
  readonly fence: Fence | null;
  readonly untilMs: number;
}

interface FencesParts {
  readonly client: DynamoDBClient;
  readonly leaseMs: number;
  nowMs(): number;
}

/** Keeps each fence for `leaseMs`, and reads it once for all who ask at the same time. */
export function slotFences({ client, leaseMs, nowMs }: FencesParts): SlotFences {
  const held = new Map<string, HeldFence>();
  const asked = new Map<string, Promise<HeldFence>>();
  const load = async (key: string, tableName: string, slot: number): Promise<HeldFence> => {
    try {
      const untilMs = nowMs() + leaseMs;
      const one = { fence: await loadFence(client, tableName, slot), untilMs };
      held.set(key, one);
      return one;
    } finally {
      asked.delete(key);
    }
  };
  return {
    async read(tableName, slot) {
      const key = `${tableName} ${slot}`;
      const known = held.get(key);
      if (known !== undefined && nowMs() < known.untilMs) return known;
      const running = asked.get(key) ?? load(key, tableName, slot);
      asked.set(key, running);
      return running;
    },
    forget: (tableName, slot) => void held.delete(`${tableName} ${slot}`),
  };
}
