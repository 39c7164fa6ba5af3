import { Annotations, Stack, Tags } from 'aws-cdk-lib';
import { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import { SharedPolicy } from '../deployment/shared-policy.ts';
import { scaledByTag } from '../deployment/tag-grant.ts';
import { balancerArn, loadBalancerName } from './balance-arns.ts';
import type { BalanceProps, ListenerOrRule } from './balance-settings.ts';
import type { BalancingDeployment } from './balancing-deployment.ts';

interface BalanceGrantProps {
  readonly deployment: BalancingDeployment;
  readonly config: BalanceConfig;
  readonly listenerOrRule: ListenerOrRule;
  readonly groups: BalanceProps['groups'];
}

/** Something that a balance changes. */
interface Changed {
  readonly action: string;
  readonly arns: readonly string[];
  /** What carries the tag, where grants go by tag: the parts of it that are made in this app, or null. */
  readonly tagged: readonly (Construct | null)[];
  readonly type: string;
}

/** The right to change what one balance changes, and nothing else: by name, or by a tag that it carries. */
export class BalanceGrant extends Construct {
  /** What grants it; null where a tag does. */
  readonly policy: Policy | null = null;

  constructor(scope: Construct, id: string, props: BalanceGrantProps) {
    super(scope, id);
    const { deploymentName, role, grantBy } = props.deployment;
    const changed = changedBy(this, props);
    if (grantBy === 'name') {
      const statements = changed.map(
        ({ action, arns }) => new PolicyStatement({ actions: [action], resources: [...arns] }),
      );
      this.policy = SharedPolicy.of(Stack.of(this), `${deploymentName}-balances`, role).allow(statements);
      return;
    }
    for (const { tagged, type } of changed) {
      for (const construct of tagged) tag(this, construct, type, deploymentName);
    }
  }
}

function changedBy(scope: Construct, { config, listenerOrRule, groups }: BalanceGrantProps): readonly Changed[] {
  const { balancer, attributes, reservation } = config;
  const isRule = balancer.kind === 'alb-rule';
  const changed: Changed[] = [
    {
      action: elb(isRule ? 'ModifyRule' : 'ModifyListener'),
      arns: [balancerArn(balancer)],
      tagged: [madeHere(listenerOrRule)],
      type: isRule ? 'ListenerRule' : 'Listener',
    },
  ];
  if (attributes === 'apply') {
    changed.push({
      action: elb('ModifyTargetGroupAttributes'),
      arns: Object.values(config.groups).map(({ targetGroupArn }) => targetGroupArn),
      tagged: Object.values(groups).map(({ targetGroup }) => madeHere(targetGroup)),
      type: 'TargetGroup',
    });
  }
  if (reservation === null) return changed;
  const resourceName = loadBalancerName(balancer);
  const arn = Stack.of(scope).formatArn({ service: 'elasticloadbalancing', resource: 'loadbalancer', resourceName });
  const loadBalancer = listenerOrRule instanceof ApplicationListener ? madeHere(listenerOrRule.loadBalancer) : null;
  const type = 'LoadBalancer';
  return [...changed, { action: elb('ModifyCapacityReservation'), arns: [arn], tagged: [loadBalancer], type }];
}

const elb = (action: string): string => `elasticloadbalancing:${action}`;

function madeHere(thing: object): Construct | null {
  return Construct.isConstruct(thing) ? thing : null;
}

function tag(scope: Construct, construct: Construct | null, type: string, deploymentName: string): void {
  if (construct !== null) {
    const includeResourceTypes = [`AWS::ElasticLoadBalancingV2::${type}`];
    Tags.of(construct).add(scaledByTag, deploymentName, { includeResourceTypes });
    return;
  }
  const says = `tag its ${type} with ${scaledByTag} = ${deploymentName}: it is not made in this app`;
  Annotations.of(scope).addInfo(says);
}
