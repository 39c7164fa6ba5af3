import { becauseOf } from '../because-of.ts';
import { cardOf } from '../capabilities.ts';
import { type CapabilityName, capabilityNames, nounOf } from '../model/capability-name.ts';
import type { Entry } from '../model/entry.ts';
import type { Finding } from '../model/finding.ts';
import { serviceOf } from '../model/service-and-tier.ts';
import type { Overrides } from '../model/set-by-hand.ts';
import type { Key } from '../ports.ts';
import type { StopSeen } from './held-by.ts';
import { type Known, type Present, present, urgencyOf } from './present.ts';
import { settingsOf } from './settings-of.ts';

/** Where it is read how everything stands. */
export interface StandingWorld {
  readonly region: string;
  /** The subjects of a capability by name, each with the text of its config; null where nobody configures such. */
  subjects(capability: CapabilityName): Promise<ReadonlyMap<string, string | null>>;
  /** What people have set of a subject and is in force, or cannot be read. */
  overrides(capability: CapabilityName, subject: string, atMs: number): Promise<Overrides>;
  /** The last entry of a subject; null before its first look. */
  last(capability: CapabilityName, subject: string): Promise<Entry | null>;
  stop(): Promise<StopSeen>;
  /** What has been found out and holds at `atMs`. */
  findings(atMs: number): Promise<readonly Finding[]>;
  nowMs(): Promise<number>;
  /** How what cannot be read is told. @default name and message of the error, secrets masked */
  tellError?(error: unknown): string;
}

/** How everything stands. */
export interface Standings {
  readonly stop: StopSeen;
  /** What needs a person first, then what people hold; services and names in order. */
  readonly rows: readonly Present[];
  readonly findings: readonly Finding[];
  /** How many subjects more there are. */
  readonly omitted: number;
}

/** Which subjects are meant, and how many of them at most: each costs a read. */
export interface Wanted {
  readonly most: number;
  isMeant(subject: string): boolean;
}

interface Listed extends Key {
  readonly capability: CapabilityName;
  readonly config: string | null;
}

/** What the stop switch is called where it cannot be read. */
export const theStop = 'the stop switch';

const noStop: StopSeen = { stopped: false, sinceMs: null, note: null, by: null };

/** A row for each subject that is meant. What cannot be read is told in a row, and hides nothing else. */
export async function gather(world: StandingWorld, { isMeant, most }: Wanted): Promise<Standings> {
  const nowMs = await world.nowMs();
  const troubles: Present[] = [];
  const orTrouble = async <T>(what: string, ask: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      troubles.push(unreadable({ capability: '', subject: what }, told(world, error), noStop, nowMs));
      return instead;
    }
  };
  const list = (name: CapabilityName) => orTrouble(`every ${nounOf(name)}`, () => listed(world, name), []);
  const stop = await orTrouble(theStop, () => world.stop(), noStop);
  const all = (await Promise.all(capabilityNames.map(list))).flat().filter(({ subject }) => isMeant(subject));
  const shown = all.sort(byService).slice(0, most);
  const rows = await Promise.all(shown.map((one) => rowOf(world, one, stop, nowMs)));
  const findings = await orTrouble('every finding', () => world.findings(nowMs), []);
  const sorted = [...troubles, ...rows].sort((a, b) => urgencyOf(a) - urgencyOf(b));
  return { stop, rows: sorted, findings, omitted: all.length - rows.length };
}

async function listed(world: StandingWorld, capability: CapabilityName): Promise<readonly Listed[]> {
  return [...(await world.subjects(capability))].map(([subject, config]) => ({ capability, subject, config }));
}

function byService(a: Listed, b: Listed): number {
  return compare(serviceOf(a.subject), serviceOf(b.subject)) || compare(a.subject, b.subject);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

async function rowOf(world: StandingWorld, one: Listed, stop: StopSeen, nowMs: number): Promise<Present> {
  const { capability, subject } = one;
  try {
    const [card, last, settings, overrides] = await Promise.all([
      cardOf(capability),
      world.last(capability, subject),
      settingsOf(one, world.region),
      world.overrides(capability, subject, nowMs),
    ]);
    return present({ capability, subject, card, last, stop, overrides, ...settings }, nowMs);
  } catch (error) {
    return unreadable({ capability, subject }, told(world, error), stop, nowMs);
  }
}

function told(world: StandingWorld, error: unknown): string {
  return world.tellError?.(error) ?? becauseOf(error).error;
}

function unreadable({ capability, subject }: Key, trouble: string, stop: StopSeen, nowMs: number): Present {
  const nothing = { card: null, mode: null, last: null, console: null, overrides: [] } satisfies Partial<Known>;
  return present({ capability, subject, ...nothing, trouble, stop }, nowMs);
}
