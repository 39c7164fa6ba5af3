import { becauseOf } from '../../core/because-of.ts';
import { cardOf } from '../../core/capabilities.ts';
import { type CapabilityName, capabilityNames, nounOf } from '../../core/model/capability-name.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Finding } from '../../core/model/finding.ts';
import { serviceOf } from '../../core/model/service-and-tier.ts';
import type { Key } from '../../core/ports.ts';
import { type Present, present } from '../../core/present.ts';
import { modeOf } from './mode-of.ts';

/** What the widget works with. */
export interface WidgetWorld {
  /** The subjects of a capability by name, each with the text of its config; null where nobody configures such. */
  subjects(capability: CapabilityName): Promise<ReadonlyMap<string, string | null>>;
  /** The last entry of a subject; null before its first look. */
  last(capability: CapabilityName, subject: string): Promise<Entry | null>;
  /** What has been found out and holds at `atMs`. */
  findings(atMs: number): Promise<readonly Finding[]>;
  nowMs(): Promise<number>;
}

/** What the widget shows. */
export interface Table {
  /** Those of one service stand together. */
  readonly rows: readonly Present[];
  readonly findings: readonly Finding[];
  /** How many subjects more there are. */
  readonly omitted: number;
}

/** Most subjects in a table: more make no table for people, and each costs a read. */
const mostRows = 100;

interface Listed extends Key {
  readonly capability: CapabilityName;
  readonly config: string | null;
}

/** A row for each subject whose name begins so. What cannot be read is told in a row, and hides nothing else. */
export async function gatherRows(world: WidgetWorld, prefix: string): Promise<Table> {
  const nowMs = await world.nowMs();
  const troubles: Present[] = [];
  const orTrouble = async <T>(what: string, ask: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await ask();
    } catch (error) {
      troubles.push(unreadable({ capability: '', subject: `every ${what}` }, error, nowMs));
      return [];
    }
  };
  const list = (name: CapabilityName) => orTrouble(nounOf(name), () => listed(world, name));
  const all = (await Promise.all(capabilityNames.map(list))).flat().filter(({ subject }) => subject.startsWith(prefix));
  const shown = all.sort(byService).slice(0, mostRows);
  const rows = await Promise.all(shown.map((one) => rowOf(world, one, nowMs)));
  const findings = await orTrouble('finding', () => world.findings(nowMs));
  return { rows: [...rows, ...troubles], findings, omitted: all.length - rows.length };
}

async function listed(world: WidgetWorld, capability: CapabilityName): Promise<readonly Listed[]> {
  return [...(await world.subjects(capability))].map(([subject, config]) => ({ capability, subject, config }));
}

function byService(a: Listed, b: Listed): number {
  return compare(serviceOf(a.subject), serviceOf(b.subject)) || compare(a.subject, b.subject);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

async function rowOf(world: WidgetWorld, one: Listed, nowMs: number): Promise<Present> {
  const { capability, subject } = one;
  const card = await cardOf(capability);
  try {
    const [last, { mode, trouble }] = await Promise.all([world.last(capability, subject), modeOf(one)]);
    return present({ capability, subject, card, mode, last, trouble }, nowMs);
  } catch (error) {
    return unreadable({ capability, subject }, error, nowMs);
  }
}

function unreadable({ capability, subject }: Key, error: unknown, nowMs: number): Present {
  const { error: trouble } = becauseOf(error);
  return present({ capability, subject, card: null, mode: null, last: null, trouble }, nowMs);
}
