import type { PlannedLook } from '../../looking/plan.ts';
import type { Entry } from '../../model/entry.ts';
import type { Signal } from '../../model/signal.ts';
import type { Spine } from '../../ports.ts';
import { keepProposal } from './keep-proposal.ts';
import { type MeasuringParts, measureShards, type Unmeasured } from './measure-shards.ts';
import type { Kept, Observation, ShardingStep } from './observation.ts';

export type ShardingEntry = Entry<Observation, ShardingStep, Kept>;

/** What a look at a keyspace touches besides the look itself. */
export interface PlanningWork extends MeasuringParts {
  look(keyspace: string, signal: Signal, spine: Spine): Promise<ShardingEntry>;
  /** Has moves that have begun driven at once; without it they wait for the mover's next tick. */
  drive(): Promise<void>;
}

/** The looks of one invocation: the shards are measured, and what came of it is then observed. A dry run measures nothing. */
export class PlanningLooks {
  readonly unmeasured: Unmeasured[] = [];
  private readonly work: PlanningWork;

  constructor(work: PlanningWork) {
    this.work = work;
  }

  async look({ subject, signal }: PlannedLook, spine: Spine): Promise<ShardingEntry> {
    if (!signal.dryRun) await this.measure(subject);
    const entry = await this.work.look(subject, signal, spine);
    if (!signal.dryRun) await this.follow(entry);
    return entry;
  }

  private async measure(keyspace: string): Promise<void> {
    const config = await this.work.keyspaces.config(keyspace);
    if (config !== null) this.unmeasured.push(...(await measureShards(this.work, config)));
  }

  /** What is proposed is kept for whoever may begin it; what has begun is driven. */
  private async follow({ outcome, decision, atMs }: ShardingEntry): Promise<void> {
    if (decision === null) return;
    const { plan, begin } = decision.desired;
    if (outcome?.is === 'recommended' && plan !== null) await keepProposal(plan, atMs, this.work.planning);
    if (outcome?.is === 'applied' && begin.length > 0) await this.work.drive();
  }
}
