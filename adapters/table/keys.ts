import type { CapabilityName } from '../../core/model/capability-name.ts';
import type { Key } from '../../core/ports.ts';
import { type Item, text } from './attributes.ts';

/**
 * The layout of the deployment's table: keys `pk` and `sk`, time to live in `expiresAt` (seconds since 1970). A partition
 * begins with the name of its owner, so that a role may be given what is its own by `dynamodb:LeadingKeys`. The layout of the
 * other table, that of keyspaces, is in `adapters/sharding/map/keyspace-items.ts`.
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `<capability>#<subject>` | `LEASE` | `owner`, `term`, `untilMs`, `lookAgain`; only while a look is under way |
 * | `<capability>#<subject>` | `MEMORY` | `memory` (JSON text, deflated) |
 * | `<capability>#<subject>` | `ENTRY#<entry>` | `entry` (JSON text, deflated), `outcome` (absent while only intended), `reason` (the binding one, for people), `expiresAt` |
 * | `<capability>/config` | `<subject>` | `config` (JSON text), `owner` (who configured it), `claim`, `before` (JSON text: whose place it took), `version` |
 * | `<capability>/claims` | `<claim>` | `what`, `claimants` (JSON text), `version`: which subject has something to itself |
 * | `<capability>/overrides` | `<subject>#<what>` | `kind`, `group`, `units` or `percent`, `untilMs`, `note`, `by` (the ARN of who set it), `expiresAt` |
 * | `<capability>/watching` | `<subject>` | `lookAgainAtMs`: the memory's, if it is not null; while a lease stands that others came for, by its end |
 * | `<capability>/roster` | `FULL-LOOK` | `atMs`, `claim`: who looks at all in these five minutes |
 * | `scaling#<subject>` | `TUNING` | `tuning` (JSON text): the last night's choice with its table |
 * | `scaling#<subject>` | `DEMAND#<day>` | `demand` (JSON text), `expiresAt`: what was recorded of a day, minute by minute |
 * | `scaling/choices` | `<subject>` | `choice` (JSON text): how its tuned policy asks |
 * | `balancing#<ARN>` | `LEASE` | `owner`, `term`, `untilMs`, `lookAgain`; only while a listener or rule, which balances may share, is changed |
 * | `purging/pending#<subject>` | `<urgency>#<came>` | `changes` (JSON text), `cameAtMs`, `expiresAt`; until they are purged |
 * | `purging/receipts#<subject>` | `<purge>` | `submission` (JSON text), `purgeIds` (JSON text), `refusals` (JSON text), `submittedAtMs`, `settled`, `expiresAt` |
 * | `purging/made#<subject>` | `<purge>#<part>` | `ids` (JSON text), `expiresAt`: changes whose second delivery only their id would tell |
 * | `balancing/bookings` | `<scalable>#<subject>` | `booking` (JSON text), `expiresAt`: units that a balance counts on, for scaling to read |
 * | `caching#<cache>` | `USE` | `use` (JSON text), `expiresAt`: how a cache is used, as its invalidator has found it last |
 * | `findings` | `<service>#<finding>` | `finding` (JSON text), `expiresAt`: what has been found out about a service, for all to read |
 * | `switch` | `STOP` | `stopped`, `sinceMs`, `note`, `by`; every function that acts reads it |
 * | `clock` | `NOW` | `nowMs`, or `aheadMs` of the real one: virtual time, in the local stack only |
 */

/** The key of an item. A partition begins with its owner: see the layout. */
export const keyAt = (pk: string, sk: string): Item => ({ pk: text(pk), sk: text(sk) });

/** All that is kept of one subject alone. */
export const subjectPartition = ({ capability, subject }: Key): string => `${capability}#${subject}`;
export const leaseKey = (key: Key): Item => keyAt(subjectPartition(key), 'LEASE');
export const memoryKey = (key: Key): Item => keyAt(subjectPartition(key), 'MEMORY');
export const entryPrefix = 'ENTRY#';
export const entryKey = (key: Key, id: string): Item => keyAt(subjectPartition(key), `${entryPrefix}${id}`);

export const configPartition = (capability: CapabilityName): string => `${capability}/config`;
export const configKey = (capability: CapabilityName, subject: string): Item =>
  keyAt(configPartition(capability), subject);

export const claimsPartition = (capability: CapabilityName): string => `${capability}/claims`;
export const claimKey = (capability: CapabilityName, id: string): Item => keyAt(claimsPartition(capability), id);

export const overridesPartition = (capability: CapabilityName): string => `${capability}/overrides`;
/** `what` tells the overrides of one subject apart; one of the same takes its place. */
export const overrideKey = (capability: CapabilityName, subject: string, what: string): Item =>
  keyAt(overridesPartition(capability), `${subject}#${what}`);

export const watchingPartition = (capability: string): string => `${capability}/watching`;
export const watchingKey = ({ capability, subject }: Key): Item => keyAt(watchingPartition(capability), subject);

export const cacheUseKey = (cache: string): Item => keyAt(`caching#${cache}`, 'USE');

export const rosterKey = (capability: CapabilityName): Item => keyAt(`${capability}/roster`, 'FULL-LOOK');

/** The one capability that books so far. */
export const bookingsPartition = 'balancing/bookings';
/** No scalable has a "#" in its name. */
export const bookingKey = (scalable: string, by: string): Item => keyAt(bookingsPartition, `${scalable}#${by}`);

export const findingsPartition = 'findings';
/** No service has a "#" in its name. */
export const findingKey = (service: string, id: string): Item => keyAt(findingsPartition, `${service}#${id}`);

export const stopKey: Item = keyAt('switch', 'STOP');
export const clockKey: Item = keyAt('clock', 'NOW');
