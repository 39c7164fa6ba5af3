import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Policy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { runningReading } from '../../core/readings/reading-config.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import { refuseElsewhere } from '../deployment/refuse-elsewhere.ts';
import { LoadAlarm } from './load-alarm.ts';
import { grantReadings } from './reading-grants.ts';
import { ScalableGrant } from './scalable-grant.ts';
import type { ScalableSettings } from './scalable-settings.ts';
import type { ScalingDeployment } from './scaling-deployment.ts';
import type { BoundTarget, ScalingTarget } from './targets/scaling-target.ts';

interface ScalableProps {
  readonly deployment: ScalingDeployment;
  /** Its name, e.g. `checkout/web`. */
  readonly scalable: string;
  readonly target: ScalingTarget;
  readonly settings: ScalableSettings;
}

/**
 * One thing that Headroom scales: the right to do so, the alarm that wakes it, and its config in the table, all in the
 * scope of whoever asks for it. Throws `InvalidInput` naming the field, the value and the fix.
 */
export class Scalable extends Construct {
  readonly scalable: string;
  readonly config: ScalableConfig;
  readonly bound: BoundTarget;
  /** Null where nothing but schedules and the five-minute look wakes it. */
  readonly alarm: Alarm | null;

  constructor(scope: Construct, id: string, { deployment, scalable, target, settings }: ScalableProps) {
    super(scope, id);
    refuseElsewhere(this, deployment.construct);
    this.scalable = scalable;
    this.bound = target.bind(this, new ScalableGrant(this, deployment));
    const config = this.parse(settings);
    this.alarm = config.alarmName === null ? this.makeAlarm(config, deployment) : null;
    this.config = this.alarm === null ? config : { ...config, alarmName: alarmNameOf(deployment, scalable) };
    this.deliver(deployment, grantReadings(this, config, deployment));
    this.node.addValidation({ validate: () => [...target.conflicts(this.node.root)] });
  }

  private parse(settings: ScalableSettings): ScalableConfig {
    const readings = { [runningReading]: this.bound.running, ...settings.readings };
    return parseScalable(this.scalable, { ...settings, readings, target: this.bound.config });
  }

  private makeAlarm(config: ScalableConfig, deployment: ScalingDeployment): Alarm | null {
    const [first, ...others] = LoadAlarm.loads(this, config);
    if (first === undefined) return null;
    const alarmName = alarmNameOf(deployment, this.scalable);
    const { topic, runbooks } = deployment;
    return new LoadAlarm(this, 'Alarm', [first, ...others], { alarmName, config, topic, runbooks });
  }

  /** Writes the config once all else stands: a look before that would find alarm or grant missing. */
  private deliver({ configWriter }: ScalingDeployment, grants: readonly Policy[]): void {
    const { scalable: name, ...config } = this.config;
    const item = new ConfigItem(this, 'Config', { configWriter, capability: 'scaling', name, config });
    item.node.addDependency(...grants);
  }
}

/** An alarm of this name wakes this one scalable. */
function alarmNameOf({ deploymentName }: ScalingDeployment, scalable: string): string {
  return `${deploymentName}/${scalable}`;
}
