import type {
  AutoScalingClient,
  DescribeWarmPoolType,
  PutWarmPoolType,
  SetDesiredCapacityType,
} from '@aws-sdk/client-auto-scaling';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

type State = 'Pending' | 'InService' | 'Terminating' | 'Warmed:Pending' | 'Warmed:Stopped' | 'Terminated';

interface Simulated {
  readonly id: string;
  state: State;
  /** When its state passes on. */
  nextAtMs: number;
}

/** An instance that is no more. */
export interface Ended {
  readonly was: State;
  /** The call after which it was ended; null where its time had come. */
  readonly by: string | null;
}

/** How long things take, milliseconds. */
export interface Times {
  readonly leadMs: number;
  readonly warmLeadMs: number;
  readonly drainMs: number;
  readonly stopMs: number;
}

type Pool = NonNullable<PutWarmPoolType>;

const limits = { MinSize: 1, MaxSize: 30 };
const after: { readonly [From in State]?: State } = {
  Pending: 'InService',
  Terminating: 'Warmed:Pending',
  'Warmed:Pending': 'Warmed:Stopped',
};

/**
 * An Auto Scaling group with its warm pool, whose instances take their time, at the boundary of the SDK client. The pool is
 * kept at max(MinSize, MaxGroupPreparedCapacity - desired); what is asked for comes out of it first and is launched cold where
 * that is empty; what is scaled in returns where reuse is on and the pool has room, and is ended else. Which go is chosen by
 * `choose`: AWS does not say.
 */
export class SimulatedGroup extends FakeAws<AutoScalingClient> {
  desired: number;
  pool: Pool | null;
  hooks: readonly string[] = ['autoscaling:EC2_INSTANCE_LAUNCHING'];
  isRefreshing = false;
  /** Whether launches into the pool ever get ready. */
  fills = true;
  readonly ended: Ended[] = [];
  private readonly instances: Simulated[] = [];
  private readonly times: Times;
  private readonly choose: (count: number) => number;
  private nowMs: number;
  private launched = 0;

  /** What the next call of an action meets: it is refused before it does anything, or its answer is lost after that. */
  readonly faults = new Map<string, 'before' | 'after'>();

  constructor(desired: number, pool: Pool | null, times: Times, choose: (count: number) => number, nowMs: number) {
    const answers = {
      DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [this.described()] }),
      DescribePolicies: () => ({ ScalingPolicies: [] }),
      DescribeScheduledActions: () => ({ ScheduledUpdateGroupActions: [] }),
      DescribeLifecycleHooks: () => ({
        LifecycleHooks: this.hooks.map((LifecycleTransition) => ({ LifecycleTransition })),
      }),
      DescribeInstanceRefreshes: () => ({ InstanceRefreshes: this.isRefreshing ? [{ Status: 'InProgress' }] : [] }),
      DescribeWarmPool: (input: DescribeWarmPoolType) => this.describedPool(input),
      SetDesiredCapacity: (input: SetDesiredCapacityType) => this.setDesired(input),
      PutWarmPool: (input: PutWarmPoolType) => this.putPool(input),
      DeleteWarmPool: () => this.deletePool(),
    };
    const faulty = Object.entries(answers).map(([action, answer]) => [
      action,
      (input: never) => this.orFault(action, () => answer(input)),
    ]);
    super(Object.fromEntries(faulty));
    this.desired = desired;
    this.pool = pool;
    this.times = times;
    this.choose = choose;
    this.nowMs = nowMs;
    for (let index = 0; index < desired; index++) this.launch('InService', 0);
    this.settle(null);
  }

  /** Lets time pass, in steps of so much at most that whatever comes due is seen to. */
  passTo(nowMs: number): void {
    while (this.nowMs < nowMs) {
      this.nowMs = Math.min(nowMs, this.nowMs + 5000);
      for (const one of this.instances) this.passOn(one);
      this.settle(null);
    }
  }

  count(...states: readonly State[]): number {
    return this.instances.filter(({ state }) => states.includes(state)).length;
  }

  /** Somebody else sets what is desired. */
  setByOthers(desired: number): void {
    this.desired = Math.min(Math.max(desired, limits.MinSize), limits.MaxSize);
    this.settle('others');
  }

  private orFault(action: string, answer: () => object): object {
    const fault = this.faults.get(action);
    this.faults.delete(action);
    if (fault === 'before') throw odd();
    const answered = answer();
    if (fault === 'after') throw odd();
    return answered;
  }

  private passOn(one: Simulated): void {
    if (one.nextAtMs > this.nowMs) return;
    const next = after[one.state];
    if (next === undefined || (one.state === 'Warmed:Pending' && !this.fills)) return;
    one.state = next;
    one.nextAtMs = this.nowMs + (next === 'Warmed:Pending' ? this.times.stopMs : 0);
  }

  private launch(state: State, takesMs: number): void {
    const id = `i-${(this.launched++).toString(16).padStart(17, '0')}`;
    this.instances.push({ id, state, nextAtMs: this.nowMs + takesMs });
  }

  private settle(by: string | null): void {
    this.scale(by);
    this.fill(by);
  }

  private scale(by: string | null): void {
    for (let missing = this.desired - this.count('Pending', 'InService'); missing > 0; missing--) {
      const ready = this.instances.find(({ state }) => state === 'Warmed:Stopped');
      if (ready === undefined) this.launch('Pending', this.times.leadMs);
      else Object.assign(ready, { state: 'Pending', nextAtMs: this.nowMs + this.times.warmLeadMs });
    }
    for (let surplus = this.count('Pending', 'InService') - this.desired; surplus > 0; surplus--) {
      const going = this.pick(['Pending', 'InService']);
      const returns = this.pool?.InstanceReusePolicy?.ReuseOnScaleIn === true && this.missing() > 0;
      if (returns) Object.assign(going, { state: 'Terminating', nextAtMs: this.nowMs + this.times.drainMs });
      else this.end(going, by);
    }
  }

  private fill(by: string | null): void {
    for (let missing = this.missing(); missing > 0; missing--) this.launch('Warmed:Pending', this.times.leadMs);
    for (let surplus = -this.missing(); surplus > 0; surplus--) {
      this.end(this.pick(['Warmed:Pending', 'Warmed:Stopped', 'Terminating']), by);
    }
  }

  /** How many the pool lacks; below 0 where it has too many. */
  private missing(): number {
    const { MinSize = 0, MaxGroupPreparedCapacity: prepared = limits.MaxSize } = this.pool ?? {};
    const most = prepared < 0 ? limits.MaxSize : prepared;
    const wanted = this.pool === null ? 0 : Math.max(MinSize, most - this.desired);
    return wanted - this.count('Warmed:Pending', 'Warmed:Stopped', 'Terminating');
  }

  private pick(states: readonly State[]): Simulated {
    const among = this.instances.filter(({ state }) => states.includes(state));
    return among[this.choose(among.length)] as Simulated;
  }

  private end(one: Simulated, by: string | null): void {
    this.ended.push({ was: one.state, by });
    one.state = 'Terminated';
    this.instances.splice(this.instances.indexOf(one), 1);
  }

  private described(): object {
    const inGroup = this.instances.filter(({ state }) => !state.startsWith('Warmed'));
    const { desired: DesiredCapacity } = this;
    return {
      AutoScalingGroupName: 'web',
      ...limits,
      DesiredCapacity,
      Instances: inGroup.map(told),
      SuspendedProcesses: [],
    };
  }

  private describedPool({ MaxRecords = 50, NextToken = '0' }: DescribeWarmPoolType): object {
    if (MaxRecords > 50) throw awsError('ValidationError', 'MaxRecords must be at most 50');
    const inPool = this.instances.filter(({ state }) => state.startsWith('Warmed'));
    const to = Number(NextToken) + MaxRecords;
    return {
      ...(this.pool !== null && { WarmPoolConfiguration: this.pool }),
      Instances: inPool.slice(Number(NextToken), to).map(told),
      ...(to < inPool.length && { NextToken: String(to) }),
    };
  }

  private setDesired({ DesiredCapacity: desired = Number.NaN }: SetDesiredCapacityType): object {
    if (!(desired >= limits.MinSize && desired <= limits.MaxSize))
      throw awsError('ValidationError', `New SetDesiredCapacity value ${desired} is above max value ${limits.MaxSize}`);
    this.desired = desired;
    this.settle('SetDesiredCapacity');
    return {};
  }

  private putPool(input: PutWarmPoolType): object {
    if (this.isRefreshing) throw awsError('InstanceRefreshInProgressFault', 'An instance refresh is in progress');
    this.pool = input;
    this.settle('PutWarmPool');
    return {};
  }

  private deletePool(): object {
    if (this.isRefreshing) throw awsError('InstanceRefreshInProgressFault', 'An instance refresh is in progress');
    this.pool = null;
    this.settle('DeleteWarmPool');
    return {};
  }
}

const told = ({ id: InstanceId, state: LifecycleState }: Simulated) => ({
  InstanceId,
  LifecycleState,
  HealthStatus: 'Healthy',
});

/** Nothing that a caller knows, and so nothing that it tries again by itself. */
const odd = () => awsError('SomethingOdd', 'something broke');
