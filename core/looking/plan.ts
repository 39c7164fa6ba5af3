import { InvalidInput } from '../model/errors.ts';
import type { Signal } from '../model/signal.ts';
import type { Heard } from './deliver.ts';
import { notConfigured } from './not-configured.ts';
import { type Scopes, scopeOf } from './scope.ts';

/** A look to be made. */
export interface PlannedLook {
  /** Unique in its plan. */
  readonly key: string;
  readonly subject: string;
  /** The most urgent of the signals that ask for it stands for all. */
  readonly signal: Signal;
  /** The messages that wait for it. */
  readonly awaitedBy: readonly Heard[];
}

/** What one invocation is to do: each subject is looked at once, however many signals are about it. */
export interface Plan {
  readonly looks: readonly PlannedLook[];
  /** Whether this is the deployment's regular look at everything. */
  readonly isFullLook: boolean;
  /** Messages that ask for what there is not. */
  readonly faults: ReadonlyMap<Heard, InvalidInput>;
}

/** Where a plan learns what there is to look at. */
export interface Roster {
  readonly scopes: Scopes;
  /** Every subject that there is. No other is ever looked at. */
  all(): Promise<readonly string[]>;
  /** The subjects that asked to be looked at again by now. */
  watching(nowMs: number): Promise<readonly string[]>;
  /** True for the one tick in five minutes that looks at everything. */
  claimFullLook(nowMs: number): Promise<boolean>;
}

/** A roster of which every tick looks at everything. */
export function wholeRoster(scopes: Scopes, all: Roster['all']): Roster {
  return { scopes, all, watching: async () => [], claimFullLook: async () => true };
}

/**
 * Plans each subject once. Dry runs are planned one by one, since each answers its sender. What signals name comes before
 * what a tick brings, in case time runs out.
 */
export async function planLooks(heard: readonly Heard[], roster: Roster, nowMs: number): Promise<Plan> {
  const lists = new Lists(roster, nowMs);
  const looks = new Map<string, PlannedLook & { readonly awaitedBy: Heard[] }>();
  const faults = new Map<Heard, InvalidInput>();
  for (const [index, one] of [...heard].sort(moreUrgentFirst).entries()) {
    const { signal } = one.said;
    for (const subject of new Set(await subjectsOf(one, lists, faults))) {
      const key = signal.dryRun ? `${subject} for ${index}` : subject;
      const known = looks.get(key);
      if (known === undefined) looks.set(key, { key, subject, signal, awaitedBy: [one] });
      else known.awaitedBy.push(one);
    }
  }
  return { looks: [...looks.values()], isFullLook: lists.isFullLook, faults };
}

async function subjectsOf(one: Heard, lists: Lists, faults: Map<Heard, InvalidInput>): Promise<readonly string[]> {
  try {
    return await lists.subjects(one);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    faults.set(one, error);
    return [];
  }
}

/** Those who wait come first, and signals that name their subjects come before those that do not. */
const urgencies: Readonly<Record<Signal['kind'], number>> = {
  alarm: 4,
  manual: 3,
  change: 2,
  content: 2,
  release: 2,
  wake: 1,
  tick: 0,
};

function moreUrgentFirst(a: Heard, b: Heard): number {
  return urgency(b.said.signal) - urgency(a.said.signal);
}

function urgency(signal: Signal): number {
  return urgencies[signal.kind] + (signal.kind === 'alarm' && signal.state === 'ALARM' ? 1 : 0);
}

/** Which subjects a signal is about; each list is fetched once. */
class Lists {
  isFullLook = false;
  private readonly roster: Roster;
  private readonly nowMs: number;
  private everything: Promise<readonly string[]> | null = null;
  private due: Promise<readonly string[]> | null = null;
  private names: ReadonlySet<string> | null = null;

  constructor(roster: Roster, nowMs: number) {
    this.roster = roster;
    this.nowMs = nowMs;
  }

  async subjects(heard: Heard): Promise<readonly string[]> {
    const scope = await scopeOf(heard, this.roster.scopes);
    if (scope.of === 'subjects') return this.known(scope.subjects, heard);
    if (scope.of === 'everything' || heard.said.signal.dryRun) return this.all();
    this.due ??= this.dueNow();
    return this.known(await this.due, heard);
  }

  /**
   * Those of these subjects that there are: a look at another would leave an entry of nothing, one for each name that
   * anybody makes up. A person is told; an alarm still says that something is going on.
   */
  private async known(named: readonly string[], { at, said: { signal } }: Heard): Promise<readonly string[]> {
    if (named.length === 0) return named;
    const all = await this.all();
    this.names ??= new Set(all);
    const { names } = this;
    const unknown = named.find((name) => !names.has(name));
    if (unknown === undefined) return named;
    if (signal.kind === 'manual') throw new InvalidInput(at, notConfigured(signal.capability, unknown, all));
    return signal.kind === 'alarm' ? all : named.filter((name) => names.has(name));
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
