import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import { type CapabilityName, type ConfiguredCapability, nounOf } from '../../core/model/capability-name.ts';
import { balanceName, nameOf, scalableName } from './names.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape, typed, type Wrapping } from './shape.ts';

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

/** A person asks a capability for a look at one of its subjects: `{ "<noun>": "checkout/web" }`. */
export function request(capability: ConfiguredCapability): Shape<Call> {
  const noun = nounOf(capability);
  const schema = typed({ [noun]: nameOf(`a ${noun}`) });
  return shape(`${noun}-request`, schema, (content, wrapping) => asked(capability, content[noun] ?? null, wrapping));
}

/** A person, or another program on an event bus, asks for a look at a scalable. */
export const lookRequested: Shape<Call> = shape(
  'look-requested',
  onBus(typed({ scalable: scalableName })),
  ({ detail, ...sent }, wrapping) => asked('scaling', detail.scalable, wrapping, sent),
);

/** The same for the weights of a balance. */
export const balanceRequested: Shape<Call> = shape(
  'balance-requested',
  onBus(typed({ balance: balanceName })),
  ({ detail, ...sent }, wrapping) => asked('balancing', detail.balance, wrapping, sent),
);
