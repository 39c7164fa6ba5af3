import { Annotations, Stack } from 'aws-cdk-lib';
import { type Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { gaugesOf } from '../../core/diagnosing/config/gauges.ts';
import { parseService } from '../../core/diagnosing/config/parse-service.ts';
import { remarksOn } from '../../core/diagnosing/config/remarks.ts';
import { watchedObjective } from '../../core/diagnosing/config/watched-objective.ts';
import type { ServiceConfig } from '../../core/diagnosing/config/watched-service.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import { refuseElsewhere } from '../deployment/refuse-elsewhere.ts';
import { SharedPolicy } from '../deployment/shared-policy.ts';
import { readPermissions } from '../sources/catalogue.ts';
import type { DiagnosingDeployment } from './diagnosing-deployment.ts';
import { saturationOfService } from './saturation-of-service.ts';
import { silenceOfService } from './silence-of-service.ts';
import type { WatchProps } from './watch-settings.ts';
import { WindowAlarms } from './window-alarms.ts';

interface WatchedServiceProps {
  readonly deployment: DiagnosingDeployment;
  readonly service: string;
  readonly settings: Omit<WatchProps, 'scope'>;
}

/**
 * One service of which it is looked at what limits it: the right to read what its readings are in, and its config in the table.
 * Throws `InvalidInput` naming the field, the value and the fix.
 */
export class WatchedService extends Construct {
  readonly service: string;
  readonly config: ServiceConfig;

  constructor(scope: Construct, id: string, { deployment, service, settings }: WatchedServiceProps) {
    super(scope, id);
    refuseElsewhere(this, deployment);
    this.service = service;
    this.config = parseService(service, settings);
    for (const { field, says } of remarksOn(this.config))
      Annotations.of(this).addWarningV2(`headroom:${field}`, `${service}: ${field}: ${says}`);
    const { service: name, ...config } = this.config;
    const grant = this.mayRead(deployment);
    const { configWriter } = deployment;
    const item = new ConfigItem(this, 'Config', { configWriter, capability: 'diagnosing', name, config });
    if (grant !== null) item.node.addDependency(grant);
    this.alarmOn(deployment);
    this.alarmAhead(deployment);
  }

  /** Whoever promises something wants to know beforehand what will break it. */
  private alarmAhead(deployment: DiagnosingDeployment): void {
    const { saturationAheadDays: days = null, runbook = null } = this.config.objective ?? {};
    if (days === null) return;
    const { runbooks, topics } = deployment;
    saturationOfService(this, { service: this.service, runbook, runbooks, topics, days });
  }

  private alarmOn(deployment: DiagnosingDeployment): void {
    const { objectives, runbooks } = deployment;
    const objective = watchedObjective(this.config);
    if (objective === null || objectives === null) return;
    const { needs = [], runbook = null } = this.config.objective ?? {};
    const { topics } = deployment;
    const promising = { service: this.service, objective, runbook, runbooks, topics };
    silenceOfService(this, promising);
    objectives.add(this.service, { promising, needs, windows: new WindowAlarms(this, 'Objective', promising) });
  }

  /** Each thing by its name: a workspace of Prometheus, a secret, a function. */
  private mayRead({ deploymentName, role }: DiagnosingDeployment): Policy | null {
    const stack = Stack.of(this);
    const parts = gaugesOf(this.config).flatMap(({ reading }) => reading.parts);
    const statements = parts
      .flatMap((part) => readPermissions(part, stack))
      .map(
        ({ actions, resourceArn, conditions = {} }) =>
          new PolicyStatement({ actions: [...actions], resources: [resourceArn], conditions }),
      );
    if (statements.length === 0) return null;
    return SharedPolicy.of(stack, `${deploymentName}-service-reads`, role).allow(statements);
  }
}
