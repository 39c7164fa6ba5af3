import { Annotations, Stack, Tags } from 'aws-cdk-lib';
import { ApplicationListener, type CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import { resourcesOfType } from '../deployment/resources-named.ts';
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
  /** What must be so of the request. */
  readonly conditions?: Readonly<Record<string, unknown>>;
}

const adviseRule =
  'it may change all of the listener but its protocol and TLS policy, since IAM knows no actions of one; a rule of the listener is narrower';

/** The right to change what one balance changes, and nothing else: by name, or by a tag that it carries. */
export class BalanceGrant extends Construct {
  /** What grants it; null where a tag does. */
  readonly policy: Policy | null = null;

  constructor(scope: Construct, id: string, props: BalanceGrantProps) {
    super(scope, id);
    const { deploymentName, role, grantBy } = props.deployment;
    const changed = changedBy(this, props);
    if (props.config.balancer.kind === 'alb-listener') Annotations.of(this).addInfo(adviseRule);
    if (grantBy === 'name') {
      const statements = changed.map(
        ({ action, arns, conditions = {} }) =>
          new PolicyStatement({ actions: [action], resources: [...arns], conditions: { ...conditions } }),
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
      conditions: isRule ? {} : asItIs(listenerOrRule),
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

/**
 * A listener may be changed in much more than its weights, and IAM knows of it the protocol and the TLS policy alone: these stay.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
function asItIs(listener: ListenerOrRule): Readonly<Record<string, unknown>> {
  const made = Construct.isConstruct(listener) ? resourcesOfType<CfnListener>(listener, listenerType)[0] : undefined;
  const { protocol, sslPolicy } = made ?? {};
  const kept = {
    ...(protocol !== undefined && { 'elasticloadbalancing:ListenerProtocol': protocol }),
    ...(sslPolicy !== undefined && { 'elasticloadbalancing:SecurityPolicy': sslPolicy }),
  };
  return Object.keys(kept).length === 0 ? {} : { StringEqualsIfExists: kept };
}

const listenerType = 'AWS::ElasticLoadBalancingV2::Listener';

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
