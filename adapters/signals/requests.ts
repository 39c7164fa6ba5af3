import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import { balanceName, scalableName } from './names.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape, typed, type Wrapping } from './shape.ts';

const scalable = typed({ scalable: scalableName });
const balance = typed({ balance: balanceName });

/** What EventBridge writes around a detail that a program has written. */
const onBus = <Detail extends z.ZodMiniType>(detail: Detail) =>
  z.object({ id: z.optional(z.string()), time: z.optional(z.string()), detail });

interface Sent {
  readonly id?: string | undefined;
  readonly time?: string | undefined;
}

/** Somebody asks a capability for a look at one subject, or at all of them. */
export function asked(
  capability: CapabilityName,
  subject: string | null,
  wrapping: Wrapping,
  { id, time }: Sent = {},
): Call {
  const { dryRun } = wrapping;
  const signal = { kind: 'manual', id: idOf(id, wrapping), atMs: sentAtMs(time), dryRun, capability, subject } as const;
  return { signal, content: null };
}

/** A person, or another program on an event bus, asks for a look at a scalable. */
export const lookRequests: readonly Shape<Call>[] = [
  shape('look-request', scalable, (content, wrapping) => asked('scaling', content.scalable, wrapping)),
  shape('look-requested', onBus(scalable), ({ detail, ...sent }, wrapping) =>
    asked('scaling', detail.scalable, wrapping, sent),
  ),
];

/** A person, or another program on an event bus, asks for a look at the weights of a balance. */
export const balanceRequests: readonly Shape<Call>[] = [
  shape('balance-request', balance, (content, wrapping) => asked('balancing', content.balance, wrapping)),
  shape('balance-requested', onBus(balance), ({ detail, ...sent }, wrapping) =>
    asked('balancing', detail.balance, wrapping, sent),
  ),
];
