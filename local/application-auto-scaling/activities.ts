import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dimension } from './dimension.ts';
import type { Named, ScalableTarget } from './scalable-targets.ts';

interface Activity extends Named {
  readonly ActivityId: string;
  readonly Cause: string;
  readonly Description: string;
  readonly StartTime: number;
  EndTime?: number;
  StatusCode: 'Failed' | 'InProgress' | 'Successful';
  StatusMessage?: string;
}

/** When, and after how long. */
interface Timing {
  nowMs(): number;
  readonly delayMs: number;
}

/** What has been changed because bounds demand it: each takes its time, and is told while it does. */
export class Activities {
  /** Oldest first. */
  readonly all: Activity[] = [];
  private readonly timing: Timing;
  private readonly under = new Set<Promise<void>>();

  constructor(timing: Timing) {
    this.timing = timing;
  }

  /** Begins to lead a target into its bounds where it is outside of them. What is not active is left, and nothing is told. */
  async adjust(target: ScalableTarget, dimension: Dimension): Promise<void> {
    const count = await dimension.count(target.ResourceId);
    if (count === null || !count.isActive) return;
    const to = Math.min(target.MaxCapacity, Math.max(target.MinCapacity, count.now));
    if (to === count.now) return;
    const moving = this.move(this.begin(target, to), dimension, to);
    this.under.add(moving);
    void moving.finally(() => this.under.delete(moving));
  }

  /** Settles once nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.under);
  }

  private begin({ ServiceNamespace, ScalableDimension, ResourceId }: Named, to: number): Activity {
    const activity: Activity = {
      ...{ ServiceNamespace, ScalableDimension, ResourceId, ActivityId: randomUUID(), StatusCode: 'InProgress' },
      ...{ Cause: 'minimum or maximum capacity was changed', Description: `Setting desired capacity to ${to}.` },
      StartTime: this.timing.nowMs() / 1000,
    };
    this.all.push(activity);
    return activity;
  }

  private async move(activity: Activity, dimension: Dimension, to: number): Promise<void> {
    try {
      await sleep(this.timing.delayMs, undefined, { ref: false });
      await dimension.move(activity.ResourceId, to);
      activity.StatusCode = 'Successful';
    } catch (error) {
      activity.StatusCode = 'Failed';
      activity.StatusMessage = String(error);
    }
    activity.EndTime = this.timing.nowMs() / 1000;
  }
}
