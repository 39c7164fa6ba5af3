import { cardOf } from './capabilities.ts';
import { capabilityNames } from './model/capability-name.ts';
import type { Decision } from './model/decision.ts';
import type { Entry } from './model/entry.ts';
import { InvalidInput } from './model/errors.ts';
import { type Stored, upgradeEntry } from './upgrade.ts';

/** One place at which today's decision is not the recorded one. `null` stands where there is nothing. */
export interface Difference {
  /** E.g. `reasons[2].because.units`. */
  readonly path: string;
  readonly recorded: unknown;
  readonly today: unknown;
}

export interface Replay {
  /** What today's code decides on the recorded observation. */
  readonly decision: Decision<unknown, unknown>;
  readonly same: boolean;
  readonly differences: readonly Difference[];
}

/**
 * Decides a recorded look again, as its capability decides today; one of the release before is compared as it would be
 * recorded today. Rejects with `InvalidInput` where this release does not
 * know the capability, or where the look ended before deciding.
 */
export async function replay(stored: Stored<Entry>): Promise<Replay> {
  const { capability, observation, decision: recorded } = upgradeEntry(stored);
  const card = await cardOf(capability);
  if (card === null) {
    const says = `"${capability}" cannot be replayed here; give an entry of ${capabilityNames.join(', ')}`;
    throw new InvalidInput('entry.capability', says);
  }
  if (observation === null || recorded === null) {
    throw new InvalidInput('entry.observation', 'this look ended before it decided; give an entry that has a decision');
  }
  const decision = card.decide(observation);
  const differences = differ(asJson(recorded), asJson(asRecorded(recorded, decision)), '');
  return { decision, same: differences.length === 0, differences };
}

/** A decision without what this release remembers and the one that recorded it did not: it decided nothing by it. */
function asRecorded(recorded: Decision<unknown, unknown>, today: Decision<unknown, unknown>): unknown {
  const { keep } = recorded;
  if (!isTree(keep) || !isTree(today.keep)) return today;
  return {
    ...today,
    keep: Object.fromEntries(Object.entries(today.keep).filter(([name]) => Object.hasOwn(keep, name))),
  };
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function differ(recorded: unknown, today: unknown, path: string): Difference[] {
  if (!isTree(recorded) || !isTree(today) || Array.isArray(recorded) !== Array.isArray(today)) {
    return recorded === today ? [] : [{ path, recorded: recorded ?? null, today: today ?? null }];
  }
  const keys = new Set([...Object.keys(recorded), ...Object.keys(today)]);
  return [...keys].flatMap((key) => differ(recorded[key], today[key], extend(path, key, Array.isArray(recorded))));
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function extend(path: string, key: string, isIndex: boolean): string {
  if (isIndex) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
