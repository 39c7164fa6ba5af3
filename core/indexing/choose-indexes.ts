import type { Candidate } from './candidate.ts';
import type { Statement } from './statement.ts';

/** Tells what statements would cost, in the planner's units, if these indexes were there. Statements that it cannot price are left out. */
export interface WhatIf {
  costs(indexes: readonly Candidate[], statements: readonly Statement[]): Promise<ReadonlyMap<string, number>>;
  /** What an index would take, in bytes; null where nobody can tell. */
  bytes(index: Candidate): Promise<number | null>;
}

export interface Limits {
  /** All indexes together. */
  readonly mostBytes: number;
  /** Below this share of what the workload costs now, an index does not pay. */
  readonly leastGain: number;
  /** What keeping one index costs for each row that is written, in the planner's units. */
  readonly costOfWrite: number;
}

/** An index has to take off so much of what all statements cost; and a row that is written costs so much for each. */
export const defaultLimits: Limits = { mostBytes: 10_000_000_000, leastGain: 0.005, costOfWrite: 1 };

/** An index that pays, and by how much. */
export interface Chosen {
  readonly index: Candidate;
  readonly bytes: number;
  /** What the workload would cost more without it, its own upkeep taken off; in the planner's units. */
  readonly gain: number;
  /** The statements that it makes cheaper, the most first. */
  readonly serves: readonly string[];
}

export interface Choice {
  readonly chosen: readonly Chosen[];
  /** What the workload costs as it is, and with all that was chosen. */
  readonly costBefore: number;
  readonly costAfter: number;
  /** Statements that nobody could price. */
  readonly unpriced: readonly string[];
  /** Whether time ran out before all candidates had been priced: then those of the heaviest statements were. */
  readonly cutShort: boolean;
}

/** What choosing tells, and is told, while it works. */
export interface Progress {
  onProgress?(done: number, of: number): void;
  /** Whether there is time to price one more; what has been chosen by then is the answer. */
  hasTime?(): boolean;
}

/** One candidate, what it takes, and what it was last found to save. */
interface Rated {
  readonly index: Candidate;
  readonly bytes: number;
  readonly upkeep: number;
  gain: number;
  /** How many were chosen when that was found. */
  atSize: number;
}

/**
 * Chooses one index after the other, each the one that saves most beside those that are there already, until none pays or
 * none fits; then takes out again what the later ones have made superfluous. A candidate is priced again only where what it
 * last saved could still be the most: indexes rarely help each other, and mostly take from each other. `writes` are rows that
 * are written of each table in the time that the statements are of. Why: docs/decisions/0050.
 */
export async function chooseIndexes(
  statements: readonly Statement[],
  all: readonly Candidate[],
  writes: ReadonlyMap<string, number>,
  whatIf: WhatIf,
  limits: Limits,
  { onProgress = () => {}, hasTime = () => true }: Progress = {},
): Promise<Choice> {
  const workload = new Workload(statements, whatIf);
  const before = await workload.begin();
  const least = limits.leastGain * before;
  const rated: Rated[] = [];
  for (const [at, index] of all.entries()) {
    onProgress(at, all.length);
    if (!hasTime()) break;
    const [bytes, cost] = [await whatIf.bytes(index), await workload.costWith([index], index)];
    // One that cannot be made even as a thought is not a candidate.
    if (bytes === null) continue;
    const upkeep = limits.costOfWrite * (writes.get(index.table) ?? 0);
    rated.push({ index, bytes, upkeep, gain: before - cost - upkeep, atSize: 0 });
  }
  const chosen: Rated[] = [];
  for (let left = limits.mostBytes; hasTime(); ) {
    const next = await best(rated, chosen, left, least, workload);
    if (next === null) break;
    chosen.push(next);
    left -= next.bytes;
    await workload.keep(chosen.map(({ index }) => index));
    onProgress(all.length, all.length);
  }
  const cutShort = !hasTime();
  const kept = await withoutSuperfluous(chosen, least, workload);
  return { ...describe(kept, workload, before), cutShort };
}

/** The most saving of those that fit; those whose last gain is not the most any more are not priced again. */
async function best(
  rated: Rated[],
  chosen: readonly Rated[],
  left: number,
  least: number,
  workload: Workload,
): Promise<Rated | null> {
  const now = chosen.map(({ index }) => index);
  for (;;) {
    const open = rated.filter((one) => !chosen.includes(one) && one.bytes <= left);
    const first = open.reduce<Rated | null>((most, one) => (most === null || isBetter(one, most) ? one : most), null);
    if (first === null || first.gain <= least) return null;
    if (first.atSize === chosen.length) return first;
    first.gain = workload.cost - (await workload.costWith([...now, first.index], first.index)) - first.upkeep;
    first.atSize = chosen.length;
  }
}

/** Where two save the same, the smaller one. */
const sameShare = 0.005;
function isBetter(one: Rated, other: Rated): boolean {
  if (Math.abs(one.gain - other.gain) <= sameShare * Math.abs(other.gain)) return one.bytes < other.bytes;
  return one.gain > other.gain;
}

async function withoutSuperfluous(
  chosen: readonly Rated[],
  least: number,
  workload: Workload,
): Promise<readonly Rated[]> {
  let kept = [...chosen];
  for (const one of chosen) {
    const others = kept.filter((other) => other !== one);
    const cost = await workload.costWith(
      others.map(({ index }) => index),
      one.index,
    );
    one.gain = cost - workload.cost - one.upkeep;
    if (one.gain > least) continue;
    kept = others;
    await workload.keep(kept.map(({ index }) => index));
  }
  return kept;
}

function describe(kept: readonly Rated[], workload: Workload, costBefore: number): Omit<Choice, 'cutShort'> {
  const chosen = kept.map(({ index, bytes, gain }) => ({ index, bytes, gain, serves: workload.servedBy(index.table) }));
  return {
    chosen: chosen.toSorted((one, other) => other.gain - one.gain),
    costBefore,
    costAfter: workload.cost,
    unpriced: workload.unpriced,
  };
}

/** The statements, what each costs with the indexes that are kept, and what would become of that. */
class Workload {
  private readonly statements: readonly Statement[];
  private readonly whatIf: WhatIf;
  private first: ReadonlyMap<string, number> = new Map();
  private now: ReadonlyMap<string, number> = new Map();

  constructor(statements: readonly Statement[], whatIf: WhatIf) {
    this.statements = statements;
    this.whatIf = whatIf;
  }

  async begin(): Promise<number> {
    this.first = await this.whatIf.costs([], this.statements);
    this.now = this.first;
    return this.cost;
  }

  get cost(): number {
    return this.weigh(this.now);
  }

  get unpriced(): readonly string[] {
    return this.statements.filter(({ id }) => !this.first.has(id)).map(({ id }) => id);
  }

  /** What all would cost with these; only statements on the table of `changed` are asked about. */
  async costWith(indexes: readonly Candidate[], changed: Candidate): Promise<number> {
    return this.weigh(await this.costsWith(indexes, changed));
  }

  async keep(indexes: readonly Candidate[]): Promise<void> {
    this.now = await this.whatIf.costs(indexes, this.priced());
  }

  servedBy(table: string): readonly string[] {
    const saved = ({ id, calls }: Statement) => calls * ((this.first.get(id) ?? 0) - (this.now.get(id) ?? 0));
    const cheaper = this.priced().filter((one) => uses(one, table) && saved(one) > 0);
    return cheaper.toSorted((one, other) => saved(other) - saved(one)).map(({ id }) => id);
  }

  private async costsWith(indexes: readonly Candidate[], changed: Candidate): Promise<ReadonlyMap<string, number>> {
    const touched = this.priced().filter((one) => uses(one, changed.table));
    return new Map([...this.now, ...(await this.whatIf.costs(indexes, touched))]);
  }

  private priced(): readonly Statement[] {
    return this.statements.filter(({ id }) => this.first.has(id));
  }

  private weigh(costs: ReadonlyMap<string, number>): number {
    return this.statements.reduce((sum, { id, calls }) => sum + calls * (costs.get(id) ?? 0), 0);
  }
}

const uses = (statement: Statement, table: string) => statement.uses.some((use) => use.table === table);
