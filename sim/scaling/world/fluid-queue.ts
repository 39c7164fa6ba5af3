import type { Waiting } from '../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import { type Profile, unitRate } from './profile.ts';

/** A fluid queue: what cannot be served in a step is carried, up to some seconds of capacity. */
export class FluidQueue {
  busy = 0;
  private backlog = 0;
  private readonly rate: number;
  private readonly profile: Profile;
  private readonly waiting: Waiting;

  constructor(profile: Profile, waiting: Waiting) {
    this.rate = unitRate(profile);
    this.profile = profile;
    this.waiting = waiting;
  }

  /**
   * The violating share of the step's requests: all while the backlog waits longer than tau, else Erlang's tail. `share` is
   * what a unit can do of what it could.
   */
  step(perSecond: number, units: number, share: number): number {
    const { stepSeconds, backlogSeconds, waitSeconds } = this.profile;
    const capacity = units * share * this.rate;
    const offered = perSecond + this.backlog / stepSeconds;
    this.busy = offered >= capacity ? 1 : offered / capacity;
    this.backlog = Math.min(Math.max(0, (offered - capacity) * stepSeconds), backlogSeconds * capacity);
    return this.backlog > waitSeconds * capacity
      ? 1
      : this.waiting.tail(Math.max(1, Math.floor(units * share)), perSecond);
  }
}
