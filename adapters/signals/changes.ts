import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import { nameOf, scalableName } from './names.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape } from './shape.ts';

/** What Headroom tells on the event bus after it has changed a capacity. */
export const capacityChanged: Shape<Call> = shape(
  'capacity-changed',
  z.object({
    id: z.optional(z.string()),
    time: z.optional(z.string()),
    detail: z.object({ scalable: scalableName }),
  }),
  ({ id, time, detail }, wrapping) => ({
    signal: {
      kind: 'change',
      id: idOf(id, wrapping),
      atMs: sentAtMs(time),
      dryRun: wrapping.dryRun,
      scalable: detail.scalable,
    },
    content: null,
  }),
);

/**
 * What Headroom tells on the event bus where what was decided of one scalable concerns another, which it needs or which needs
 * it: that one is looked at.
 */
export const tierDecided: Shape<Call> = shape(
  'tier-decided',
  z.object({
    id: z.optional(z.string()),
    time: z.optional(z.string()),
    detail: z.object({ scalable: scalableName, by: scalableName }),
  }),
  ({ id, time, detail: { scalable, by } }, wrapping) => ({
    signal: {
      kind: 'wake',
      id: idOf(id, wrapping),
      atMs: sentAtMs(time),
      dryRun: wrapping.dryRun,
      subject: scalable,
      about: 'tier',
      by,
    },
    content: null,
  }),
);

/**
 * What Headroom tells on the event bus where another tier limits a service than before: scaling looks at the scalable of that
 * tier, if there is one.
 */
export const bottleneckChanged: Shape<Call> = shape(
  'bottleneck-changed',
  z.object({
    id: z.optional(z.string()),
    time: z.optional(z.string()),
    detail: z.object({ service: nameOf('a service'), tier: nameOf('a tier') }),
  }),
  ({ id, time, detail: { service, tier } }, wrapping) => ({
    signal: {
      kind: 'wake',
      id: idOf(id, wrapping),
      atMs: sentAtMs(time),
      dryRun: wrapping.dryRun,
      subject: `${service}/${tier}`,
      about: 'bottleneck',
    },
    content: null,
  }),
);
