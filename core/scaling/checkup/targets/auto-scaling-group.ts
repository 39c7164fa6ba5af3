import { awsCommand } from '../../../model/aws-command.ts';
import { counted } from '../../../model/counted.ts';
import { tell } from '../../../model/reason.ts';
import { type Found, ofTold, ok, type Told, trouble } from '../../../model/verdict.ts';
import { runningReading } from '../../../readings/reading-config.ts';
import type { ScalableConfig } from '../../config/scalable.ts';
import type { TargetConfig } from '../../config/target-kinds.ts';
import type { Rival } from '../../observation.ts';
import type { PoolTold } from '../../pool/pool-told.ts';
import { tellPool } from '../../pool/tell-pool.ts';
import { actingAmong } from '../../rivals.ts';
import { foundOfBounds } from '../bounds.ts';
import type { TargetChecks } from '../check.ts';
import { metricsRead } from '../metrics-read.ts';
import { foundOfRivals } from '../rivals.ts';

type Target = TargetConfig<'auto-scaling-group'>;

/** What AWS tells of a group that Headroom could stumble over. */
export interface GroupFacts {
  readonly target: Target;
  /** Null where there is none of this name. */
  readonly group: Told<Group | null>;
  /** What scales it too, be it suspended or not. */
  readonly rivals: Told<readonly Rival[]>;
  /** Its instances, by how often they report; null where that was not asked, since nothing reads it. */
  readonly monitoring: Told<Monitoring> | null;
  /** Its pool of prepared units, null where there is no group; null where it is to have none. */
  readonly pool: Told<PoolFacts | null> | null;
}

/** What is told of a pool that is to be kept. */
export type PoolFacts = Pick<PoolTold, 'set' | 'ready' | 'coming' | 'unusableBecause'>;

/** A group as it is described. */
export interface Group {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** How far its deletion is; null where nobody deletes it. */
  readonly deletion: string | null;
  readonly limits: { readonly min: number; readonly max: number };
  /** The group metrics that are on. */
  readonly metrics: readonly string[];
  /** Whether its units are weights of instances. */
  readonly isWeighted: boolean;
  readonly suspended: readonly string[];
}

/** The instances of a group that are there or come. */
export interface Monitoring {
  /** Instances that report each minute. */
  readonly detailed: readonly string[];
  /** Instances that report each five minutes. */
  readonly basic: readonly string[];
}

/** What is wrong while a process of a group is suspended. Without the others a group does what Headroom needs of it. */
const needed: Readonly<Record<string, string>> = {
  Launch: 'no instance that is asked for comes',
  Terminate: 'no instance that is spared goes',
  HealthCheck: 'ill instances count as running',
  ReplaceUnhealthy: 'ill instances are not replaced',
  AddToLoadBalancer: 'new instances get no requests, and those of now will not get any when it is resumed',
};

/** Instances without detailed monitoring report each five minutes (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html). */
const basicSeconds = 300;

export const groupChecks: TargetChecks<GroupFacts> = {
  checks: {
    'the group': ({ group, target }) => ofTold(group, (told) => [existence(told, target)]),
    'group metrics': (facts, config) => ofGroup(facts, (group) => [metricsOn(group, facts.target, config)]),
    'suspended processes': (facts) => ofGroup(facts, (group) => [processes(group, facts.target)]),
    'detailed monitoring': (facts, config) => ofGroup(facts, () => monitoring(facts, config)),
    bounds: (facts, config) =>
      ofGroup(facts, ({ limits }) => foundOfBounds(limits, config, widened(facts.target, limits, config))),
    'the warm pool': (facts) => ofGroup(facts, () => poolFound(facts)),
    'who else scales it': (facts, config) =>
      ofGroup(facts, ({ suspended }) =>
        ofTold(facts.rivals, (rivals) => foundOfRivals(actingAmong(rivals, suspended), config)),
      ),
  },
  acts({ group, pool }) {
    if ('unknown' in group || group.told === null) return null;
    const { arn: resourceArn, tags } = group.told;
    const ofPool = pool === null ? [] : ['autoscaling:PutWarmPool', 'autoscaling:DeleteWarmPool'];
    return { actions: ['autoscaling:SetDesiredCapacity', ...ofPool], resourceArn, tags };
  },
};

/** Whether instances must report more often than they do without detailed monitoring. */
export function readsEachMinute(config: Pick<ScalableConfig, 'readings'>, { autoScalingGroupName }: Target): boolean {
  const read = metricsRead(config, 'AWS/EC2', ['AutoScalingGroupName', autoScalingGroupName]);
  return read.some(({ periodSeconds }) => periodSeconds < basicSeconds);
}

/** What is found of a group that is there; where it is not, that is told once. */
function ofGroup({ group }: GroupFacts, judge: (group: Group) => readonly Found[]): readonly Found[] {
  return 'unknown' in group || group.told === null ? [] : judge(group.told);
}

function existence(group: Group | null, target: Target): Found {
  const told = `the Auto Scaling group "${target.autoScalingGroupName}"`;
  if (group === null) return trouble(`${told} does not exist here; correct its name, or the Region`);
  if (group.deletion !== null) return trouble(`${told} is being deleted (${group.deletion}); remove the scalable`);
  return ok(`${told} is there`);
}

function metricsOn({ metrics, isWeighted }: Group, target: Target, config: ScalableConfig): Found {
  const wanted = metricsWanted(target, config, isWeighted);
  const off = wanted.filter((name) => !metrics.includes(name));
  if (off.length === 0) return ok(`its group metrics are on: ${wanted.join(', ')}`);
  const named = [...nameOf(target), '--granularity', '1Minute', '--metrics', ...off];
  const mend = awsCommand(target.region, 'autoscaling', 'enable-metrics-collection', ...named);
  const what = metrics.length === 0 ? 'its group metrics are off' : `its group metrics ${off.join(' and ')} are off`;
  return trouble(`${what}, so that alarms and readings cannot tell how many instances run; they are free`, mend);
}

/** What its readings are made of, how many run, and how many were asked for. */
function metricsWanted(target: Target, config: ScalableConfig, isWeighted: boolean): readonly string[] {
  const read = metricsRead(config, 'AWS/AutoScaling', ['AutoScalingGroupName', target.autoScalingGroupName]);
  const running = isWeighted ? 'GroupInServiceCapacity' : 'GroupInServiceInstances';
  const unsaid = config.readings[runningReading] === undefined ? [running] : [];
  return [...new Set([...read.map(({ metricName }) => metricName), ...unsaid, 'GroupDesiredCapacity'])];
}

function processes({ suspended }: Group, target: Target): Found {
  const wrong = Object.keys(needed).filter((name) => suspended.includes(name));
  const others = suspended.filter((name) => !wrong.includes(name));
  if (wrong.length === 0) {
    return ok(
      others.length === 0 ? 'no process is suspended' : `only ${others.join(', ')} suspended, which does no harm`,
    );
  }
  const told = wrong.map((name) => `${name} (${needed[name]})`).join(', ');
  const mend = awsCommand(
    target.region,
    ...['autoscaling', 'resume-processes', ...nameOf(target), '--scaling-processes', ...wrong],
  );
  return trouble(`suspended: ${told}`, mend);
}

function monitoring({ monitoring: asked, target }: GroupFacts, config: ScalableConfig): readonly Found[] {
  if (asked === null || !readsEachMinute(config, target))
    return [ok('nothing reads its instances more often than each five minutes')];
  return ofTold(asked, ({ basic, detailed }) => {
    if (basic.length > 0) return [basicOnly(basic, detailed, target)];
    if (detailed.length === 0) return [noInstance];
    return [ok(`all ${detailed.length} of its instances report each minute`)];
  });
}

const noInstance: Found = {
  is: 'unknown',
  says: 'not known, because no instance runs; its launch template needs Monitoring.Enabled, since a reading has a period of one minute',
  mend: null,
};

function basicOnly(basic: readonly string[], detailed: readonly string[], { region }: Target): Found {
  const of = basic.length + detailed.length;
  const says = `${basic.length} of ${counted(of, 'instance')} ${basic.length === 1 ? 'reports' : 'report'} each five minutes, and a reading wants them each minute; new ones need Monitoring.Enabled in the launch template, or write periodSeconds: 300`;
  return trouble(says, awsCommand(region, 'ec2', 'monitor-instances', '--instance-ids', ...basic));
}

function poolFound({ pool }: GroupFacts): readonly Found[] {
  if (pool === null) return [];
  return ofTold(pool, (told) => {
    if (told === null) return [];
    if (told.unusableBecause !== null) return [trouble(tell(told.unusableBecause))];
    if (told.set === null) return [ok('it may have a warm pool, and has none until the first look sets one')];
    return [ok(`its warm pool may be used: ${tellPool(told)}`)];
  });
}

function widened(target: Target, limits: Group['limits'], { bounds }: ScalableConfig): string {
  const [min, max] = [Math.min(limits.min, bounds.min), Math.max(limits.max, bounds.max)];
  const sizes = ['--min-size', String(min), '--max-size', String(max)];
  return awsCommand(target.region, 'autoscaling', 'update-auto-scaling-group', ...nameOf(target), ...sizes);
}

const nameOf = ({ autoScalingGroupName }: Target) => ['--auto-scaling-group-name', autoScalingGroupName];
