import type { IApplicationListener, IApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { BalanceInput } from '../../core/balancing/config/balance.ts';

/** What holds weights: a listener (its default action), or one of its rules. */
export type ListenerOrRule = Pick<IApplicationListener, 'listenerArn'> | { readonly listenerRuleArn: string };

/** One target group that shares the requests. */
export interface BalancedGroup {
  readonly targetGroup: Pick<IApplicationTargetGroup, 'targetGroupArn'>;
  /**
   * What one unit carries, against the units of the other groups.
   * @default 1
   */
  readonly unitCapacity?: number;
  /**
   * The Availability Zone that all of the group is in.
   * @default - it spans several
   */
  readonly zone?: string;
  /**
   * The Availability Zones that the group spans, to be told which of them has lost its targets: two metrics a zone and look.
   * @default - it is seen as a whole
   */
  readonly zones?: readonly string[];
  /**
   * The scalable whose units are in the group: its weight then goes before its units do.
   * @default - its capacity is told by its healthy targets alone
   */
  readonly scalable?: string;
  /**
   * Attributes that the target group should have.
   * @default - those that it has
   */
  readonly attributes?: NonNullable<BalanceInput['groups'][string]['attributes']>;
}

/** How the requests of a listener or rule are shared. Every field without a default of its own has that of the config. */
export interface BalanceProps extends Omit<BalanceInput, 'schema' | 'balancer' | 'groups'> {
  /** What the balance is called, e.g. `checkout/web`; `headroom explain` and `override` take it. */
  readonly name: string;
  /** The target groups that share the requests, by names of their own; others in the action are left as they are. */
  readonly groups: Readonly<Record<string, BalancedGroup>>;
  /**
   * Where alarms, grant and config are made.
   * @default - the stack of the listener or rule; Headroom's own where that is known by its ARN alone
   */
  readonly scope?: Construct;
}
