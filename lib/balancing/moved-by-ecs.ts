import { Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import { balancerArn } from './balance-arns.ts';

/** A service as CloudFormation takes it; every part may be known at deploy time only. */
interface ServiceParts {
  readonly deploymentConfiguration?: { readonly strategy?: string };
  readonly deploymentController?: { readonly type?: string };
  readonly loadBalancers?: readonly {
    readonly targetGroupArn?: unknown;
    readonly advancedConfiguration?: {
      readonly productionListenerRule?: unknown;
      readonly alternateTargetGroupArn?: unknown;
    };
  }[];
}

/**
 * Services of the app whose own deployments move the weights that a balance would set: blue/green, linear and canary ones of
 * ECS, and those of CodeDeploy. Two who move the same weights undo each other.
 */
export function movedByEcs(scope: IConstruct, config: BalanceConfig): readonly string[] {
  const stack = Stack.of(scope);
  const resolved = (value: unknown) => JSON.stringify(stack.resolve(value));
  const ours = new Set(
    [balancerArn(config.balancer), ...Object.values(config.groups).map(({ targetGroupArn }) => targetGroupArn)].map(
      resolved,
    ),
  );
  const services = scope.node.root.node.findAll().filter((node): node is CfnService => node instanceof CfnService);
  return services.flatMap((service) => {
    const { deploymentConfiguration, deploymentController, loadBalancers } = service;
    const parts: ServiceParts = stack.resolve({ deploymentConfiguration, deploymentController, loadBalancers });
    const how = strategyOf(parts);
    const touches = (parts.loadBalancers ?? []).flatMap(({ targetGroupArn, advancedConfiguration = {} }) => [
      targetGroupArn,
      advancedConfiguration.alternateTargetGroupArn,
      advancedConfiguration.productionListenerRule,
    ]);
    if (how === null || !touches.some((one) => one !== undefined && ours.has(JSON.stringify(one)))) return [];
    const says = `${service.node.path} deploys by ${how}, which moves the weights that this balance would set`;
    return [`${says}; give the service the strategy ROLLING and a shift to the balance, or remove the balance`];
  });
}

/** How a service moves weights; null where it moves none. */
function strategyOf({ deploymentConfiguration, deploymentController }: ServiceParts): string | null {
  if (deploymentController?.type === 'CODE_DEPLOY') return 'CodeDeploy';
  const strategy = deploymentConfiguration?.strategy ?? 'ROLLING';
  return strategy === 'ROLLING' ? null : strategy;
}
