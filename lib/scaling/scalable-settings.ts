import type { Construct } from 'constructs';
import type { ReadingInput } from '../../core/readings/reading-config.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';

/** How one thing is scaled. The fields of a config without those that come from the construct. */
export interface ScalableSettings {
  /** Fewest and most units, whatever policies and people ask for. */
  readonly bounds: ScalableInput['bounds'];
  /** Ways to propose a capacity; the highest proposal wins. */
  readonly policies: ScalableInput['policies'];
  /**
   * `off` only looks, `recommend` says what it would do, `scale-out-only` never takes away, `on` acts.
   * @default recommend
   */
  readonly mode?: ScalableInput['mode'];
  /**
   * What the policies read, by the names that they use. `running` is added for the target.
   * @default - nothing but what was running
   */
  readonly readings?: Readonly<Record<string, ReadingInput>>;
  /**
   * Percent of requests that may find too little capacity.
   * @default 0.5
   */
  readonly sloBudgetPercent?: number | null;
  /**
   * How long a new unit takes from being asked for to being useful.
   * @default 180
   */
  readonly leadSeconds?: number;
  /**
   * Units that stand prepared beside what runs, where the target has such: an Auto Scaling group's warm pool, or the buffer of a
   * workload of Kubernetes. What runs is
   * decided by the lead from the pool, running and pool together by `leadSeconds`.
   * @default - no pool
   */
  readonly warmPool?: ScalableInput['warmPool'];
  /**
   * How big a unit is, where the target has such: the instance type of an Auto Scaling group, CPU and memory of the tasks of an
   * ECS service. Which of the `ladder` is right is said; it is changed only where `change` is `on`, which grants more than a
   * number: see `docs/roles.md`.
   * @default - units have one size for good
   */
  readonly sizes?: ScalableInput['sizes'];
  /**
   * Most that one look may add: a factor of what was asked, or units, whichever is more.
   * @default - { maxFactor: 2, maxUnits: 4 }
   */
  readonly scaleOut?: ScalableInput['scaleOut'];
  /**
   * For how long the highest need is kept, and how many percent one look may take away.
   * @default - { holdSeconds: 300, maxPercent: 50 }
   */
  readonly scaleIn?: ScalableInput['scaleIn'];
  /**
   * How long readings may stay silent before somebody is told.
   * @default 1800
   */
  readonly degradedAfterSeconds?: number;
  /**
   * Whether it is meant that a scaling policy or a scheduled action of AWS scales it too. Where it is not, `on` and
   * `scale-out-only` ask for nothing beside one, and synth fails beside one of the same app.
   * @default false
   */
  readonly coexist?: boolean;
  /**
   * `native` where policies of AWS's own are to go on reacting to its load: then Headroom moves only the minimum that they keep
   * to, by what it foresees, and never how many run. For Auto Scaling groups and for what Application Auto Scaling scales.
   * @default - Headroom scales it
   */
  readonly beside?: 'native';
  /**
   * Whether CloudWatch gets the numbers of every decision, as metrics of the scalable: demand, forecast, asked, running,
   * desired, floor and ceiling, $0.30 a month each.
   * @default false
   */
  readonly publish?: boolean;
  /**
   * The scalables that it sends its work to, and what it needs of each: connections that a unit holds open, and how much of
   * their demand its own makes until that is learned. They go up before it and down after it.
   * @default - it needs none
   */
  readonly needs?: ScalableInput['needs'];
  /**
   * How many connections it takes from those that need it: a number, `{ perUnit }` for each unit that runs, or `{ reading }`
   * that asks the server. They are given no more units than that is enough for.
   * @default - connections limit nothing
   */
  readonly connectionsMost?: ScalableInput['connectionsMost'];
  /**
   * An alarm of your own that wakes it: one named `wake/<scalable>`, or one that acts on the deployment's topic.
   * @default - one is made of what the policies aim at
   */
  readonly alarmName?: string | null;
  /**
   * Whose zonal shift takes the load from units in a zone: the ARN of the load balancer in front of them, or `itself` where
   * the target is shifted. Units in a zone that is shifted away carry nothing, and as many are added elsewhere.
   * @default - `itself` for an Auto Scaling group of this app with zonal shift turned on, else nobody
   */
  readonly shiftedBy?: string | null;
}

/** The settings of a scalable, and where its parts are made. */
export interface ScaleProps extends ScalableSettings {
  /**
   * Where alarm, grant and config are made. They depend on Headroom and on what is scaled.
   * @default - the stack of what is scaled; Headroom's own where that is known by name alone
   */
  readonly scope?: Construct;
}
