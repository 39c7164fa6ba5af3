import type { Heard } from '../../adapters/signals/receive.ts';
import { scopeOf } from '../../adapters/signals/scope-of.ts';
import type { Signal } from '../../core/model/signal.ts';

/** A look to be made. */
export interface PlannedLook {
  /** Unique in its plan. */
  readonly key: string;
  readonly subject: string;
  readonly signal: Signal;
}

/** What one invocation is to do: each scalable is looked at once, however many signals are about it. */
export interface Plan {
  readonly looks: readonly PlannedLook[];
  /** The keys of the looks that a message waits for. */
  readonly awaited: ReadonlyMap<Heard, readonly string[]>;
  /** Whether this is the deployment's regular look at everything. */
  readonly isFullLook: boolean;
}

/** Where a plan learns what there is to look at. */
export interface Roster {
  all(): Promise<readonly string[]>;
  /** The scalables that asked to be looked at again by now. */
  watching(nowMs: number): Promise<readonly string[]>;
  /** True for the one tick in five minutes that looks at everything. */
  claimFullLook(nowMs: number): Promise<boolean>;
}

/**
 * Plans each scalable once; the most urgent of its signals stands for all. Dry runs are planned one by one, since each
 * answers its sender. What signals name comes before what a tick brings, in case time runs out.
 */
export async function planLooks(
  heard: readonly Heard[],
  deployment: string,
  roster: Roster,
  nowMs: number,
): Promise<Plan> {
  const lists = new Lists(roster, nowMs);
  const looks = new Map<string, PlannedLook>();
  const awaited = new Map<Heard, readonly string[]>();
  for (const one of [...heard].sort((a, b) => urgency(b.signal) - urgency(a.signal))) {
    const subjects = await lists.subjects(one.signal, deployment);
    const keys = one.signal.dryRun ? subjects.map((subject) => `${subject} for ${awaited.size}`) : subjects;
    awaited.set(one, keys);
    subjects.forEach((subject, index) => {
      const key = keys[index] ?? subject;
      if (!looks.has(key)) looks.set(key, { key, subject, signal: one.signal });
    });
  }
  return { looks: [...looks.values()], awaited, isFullLook: lists.isFullLook };
}

function urgency(signal: Signal): number {
  if (signal.kind === 'alarm') return signal.state === 'ALARM' ? 3 : 2;
  return signal.kind === 'manual' ? 1 : 0;
}

/** Which scalables a signal is about; each list is fetched once. */
class Lists {
  isFullLook = false;
  private readonly roster: Roster;
  private readonly nowMs: number;
  private everything: Promise<readonly string[]> | null = null;
  private due: Promise<readonly string[]> | null = null;

  constructor(roster: Roster, nowMs: number) {
    this.roster = roster;
    this.nowMs = nowMs;
  }

  async subjects(signal: Signal, deployment: string): Promise<readonly string[]> {
    const scope = scopeOf(signal, deployment);
    if (scope.of === 'subject') return [scope.subject];
    if (scope.of === 'everything' || signal.dryRun) return this.all();
    this.due ??= this.dueNow();
    return this.due;
  }

  private async dueNow(): Promise<readonly string[]> {
    this.isFullLook = await this.roster.claimFullLook(this.nowMs);
    return this.isFullLook ? this.all() : this.roster.watching(this.nowMs);
  }

  private all(): Promise<readonly string[]> {
    this.everything ??= this.roster.all().then((names) => rotate(names, this.nowMs));
    return this.everything;
  }
}

/** Starts elsewhere each minute, so that an invocation that runs out of time does not always leave the same ones out. */
function rotate(names: readonly string[], nowMs: number): readonly string[] {
  const stride = 7919; // a prime, so that the starting points wander over lists of every length
  const start = names.length === 0 ? 0 : (Math.floor(nowMs / 60_000) * stride) % names.length;
  return [...names.slice(start), ...names.slice(0, start)];
}
