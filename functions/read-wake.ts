import * as z from 'zod/mini';
import { InvalidInput } from '../core/model/errors.ts';
import type { Signal } from '../core/model/signal.ts';

const wakeSchema = z.object({
  id: z.optional(z.string()),
  source: z.optional(z.string()),
  keyspace: z.optional(z.string()),
  dryRun: z.optional(z.boolean()),
  alarmData: z.optional(z.object({ alarmName: z.string(), state: z.optional(z.object({ value: z.string() })) })),
  alarmArn: z.optional(z.string()),
});

const alarmStates = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const;

/**
 * What woke the balancer of a keyspace: its schedule, an alarm on a shard, or a person. All of them only say when to look.
 * Throws `InvalidInput` for what is none of these, or is about another keyspace.
 */
export function readWake(event: unknown, keyspace: string, requestId: string): Signal {
  const parsed = wakeSchema.safeParse(event);
  if (!parsed.success) throw new InvalidInput('event', 'is not understood; give e.g. { "dryRun": true }');
  const { id = requestId, source, dryRun = false, alarmData } = parsed.data;
  if (parsed.data.keyspace !== undefined && parsed.data.keyspace !== keyspace) {
    const next = `this function looks at "${keyspace}" alone; each keyspace has one of its own`;
    throw new InvalidInput('keyspace', `"${parsed.data.keyspace}" is another; ${next}`);
  }
  const look = { id, atMs: null, dryRun };
  if (alarmData !== undefined) {
    const state = alarmStates.find((one) => one === alarmData.state?.value) ?? 'INSUFFICIENT_DATA';
    return { kind: 'alarm', ...look, alarmName: alarmData.alarmName, state };
  }
  return source === 'headroom.tick' ? { kind: 'tick', ...look } : { kind: 'manual', ...look, subject: keyspace };
}
