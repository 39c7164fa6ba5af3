import type { Signal } from '../../core/model/signal.ts';
import type { Understood } from './delivery.ts';

/** A look to be made. */
export interface PlannedLook {
  /** Unique in its plan. */
  readonly key: string;
  readonly subject: string;
  readonly signal: Signal;
}

/** What the deliveries of one invocation ask for, each scalable once. */
export interface Plan {
  readonly looks: readonly PlannedLook[];
  /** The keys of the looks that each delivery waits for, by the delivery's id. */
  readonly awaited: ReadonlyMap<string, readonly string[]>;
  /** Whether this invocation makes the deployment's regular look at everything. */
  readonly isFullLook: boolean;
}

/** Where the plan learns what there is to look at. */
export interface Roster {
  all(): Promise<readonly string[]>;
  /** The scalables that asked to be looked at again by now. */
  watching(nowMs: number): Promise<readonly string[]>;
  /** True for the one tick in five minutes that looks at everything. */
  claimFullLook(nowMs: number): Promise<boolean>;
}

/** The scalable that an alarm's name tells: `<deployment>/<scalable>` or `wake/<scalable>`; null for any other alarm. */
export function alarmedScalable(deployment: string, alarmName: string): string | null {
  const prefix = [`${deployment}/`, 'wake/'].find((known) => alarmName.startsWith(known));
  return prefix === undefined ? null : alarmName.slice(prefix.length);
}

/**
 * Plans each scalable once, however many signals are about it; the most urgent of them stands for all. Dry runs are
 * planned one by one, since each answers its sender. Named scalables come before those that a tick brings.
 */
export async function planLooks(
  deliveries: readonly Understood[],
  deployment: string,
  roster: Roster,
  nowMs: number,
): Promise<Plan> {
  const scope = new Scope(deployment, roster, nowMs);
  const looks = new Map<string, PlannedLook>();
  const awaited = new Map<string, readonly string[]>();
  for (const { id, signal } of [...deliveries].sort((a, b) => urgency(b.signal) - urgency(a.signal))) {
    const subjects = await scope.subjects(signal);
    const keys = signal.dryRun ? subjects.map((subject) => `${id} ${subject}`) : subjects;
    awaited.set(id, keys);
    keys.forEach((key, index) => {
      const subject = subjects[index];
      if (subject !== undefined && !looks.has(key)) looks.set(key, { key, subject, signal });
    });
  }
  return { looks: [...looks.values()], awaited, isFullLook: scope.isFullLook };
}

function urgency(signal: Signal): number {
  if (signal.kind === 'alarm') return signal.state === 'ALARM' ? 3 : 2;
  return signal.kind === 'manual' ? 1 : 0;
}

/** Finds out which scalables a signal is about; asks for each list once. */
class Scope {
  readonly deployment: string;
  readonly roster: Roster;
  readonly nowMs: number;
  isFullLook = false;
  private everything: Promise<readonly string[]> | null = null;
  private due: Promise<readonly string[]> | null = null;

  constructor(deployment: string, roster: Roster, nowMs: number) {
    this.deployment = deployment;
    this.roster = roster;
    this.nowMs = nowMs;
  }

  async subjects(signal: Signal): Promise<readonly string[]> {
    if (signal.kind === 'manual') return [signal.subject];
    if (signal.kind === 'tick') return signal.dryRun ? this.all() : this.ticked();
    const scalable = alarmedScalable(this.deployment, signal.alarmName);
    return scalable === null ? this.all() : [scalable];
  }

  private async ticked(): Promise<readonly string[]> {
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
  const spread = 7919; // a prime, so that starting points wander over lists of every length
  const start = names.length === 0 ? 0 : (Math.floor(nowMs / 60_000) * spread) % names.length;
  return [...names.slice(start), ...names.slice(0, start)];
}
