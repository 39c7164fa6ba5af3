import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { asked } from './requests.ts';
import { idOf, type Shape, shape, typed, type Wrapping } from './shape.ts';
import { tickCall, tickFields } from './ticks.ts';

const keyspaceField = z.optional(z.string());

/** Throws `InvalidInput` where a message names another keyspace than the one that a function knows. */
export function refuseOther(named: string | undefined, keyspace: string, { at }: Wrapping): void {
  if (named === undefined || named === keyspace) return;
  const next = `this function looks at "${keyspace}" alone; each keyspace has one of its own`;
  throw new InvalidInput(`${at}.keyspace`, `"${named.slice(0, 60)}" is another; ${next}`);
}

/** The beat of the schedule of one keyspace. */
export function keyspaceTick(keyspace: string): Shape<Call> {
  return shape('keyspace-tick', typed({ ...tickFields, keyspace: z.string() }), (content, wrapping) => {
    refuseOther(content.keyspace, keyspace, wrapping);
    return tickCall(content, wrapping);
  });
}

/** A person asks what would be done, or to do it. */
export function keyspaceRequest(keyspace: string, capability: CapabilityName): Shape<Call> {
  return shape('keyspace-request', typed({ keyspace: keyspaceField }), (content, wrapping) => {
    refuseOther(content.keyspace, keyspace, wrapping);
    return asked(capability, keyspace, wrapping);
  });
}

/** What drives moves has waited as long as it was told to. */
export function drive(keyspace: string): Shape<Call> {
  const driven = typed({ source: z.literal('headroom.drive'), keyspace: keyspaceField });
  return shape('drive', driven, (content, wrapping) => {
    refuseOther(content.keyspace, keyspace, wrapping);
    const look = { id: idOf(undefined, wrapping), atMs: null, dryRun: wrapping.dryRun };
    return { signal: { kind: 'wake', ...look, subject: keyspace }, content: null };
  });
}
