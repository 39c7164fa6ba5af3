import { Annotations, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import { counted } from '../../core/model/counted.ts';
import { runningReading } from '../../core/readings/reading-config.ts';
import { putsBack } from '../../core/scaling/config/changes-bounds.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import { remarksOn } from '../../core/scaling/config/remarks.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { tellTarget } from '../../core/scaling/config/target-identity.ts';
import { refusedBeside } from '../../core/scaling/config/target-way.ts';
import { faultsOf, tierGraph } from '../../core/scaling/config/tier-graph.ts';
import { remarksOnTiers } from '../../core/scaling/config/tier-remarks.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import { refuseElsewhere } from '../deployment/refuse-elsewhere.ts';
import { FloorGrant } from './floor-grant.ts';
import { LoadAlarm } from './load-alarm.ts';
import { grantReadings } from './reading-grants.ts';
import { isSameTarget, type KnownTarget, knownTarget } from './same-target.ts';
import { ScalableGrant } from './scalable-grant.ts';
import type { ScalableSettings } from './scalable-settings.ts';
import type { ScalingDeployment } from './scaling-deployment.ts';
import type { BoundPool, BoundTarget, ScalingTarget } from './targets/scaling-target.ts';
import { hearShifts } from './zonal-shifts.ts';

interface ScalableProps {
  readonly deployment: ScalingDeployment;
  /** Its name, e.g. `checkout/web`. */
  readonly scalable: string;
  readonly target: ScalingTarget;
  readonly settings: ScalableSettings;
}

/** All scalables of an app, of whatever deployment. */
const ofApp = new WeakMap<IConstruct, readonly Scalable[]>();

/**
 * One thing that Headroom scales: the right to do so, the alarm that wakes it, and its config in the table, all in the
 * scope of whoever asks for it. Throws `InvalidInput` naming the field, the value and the fix.
 */
export class Scalable extends Construct {
  readonly scalable: string;
  readonly config: ScalableConfig;
  readonly bound: BoundTarget;
  /** Its pool of prepared units; null where it has none. */
  readonly pool: BoundPool | null;
  /** The first of its alarms; null where nothing but schedules and the five-minute look wakes it. */
  readonly alarm: Alarm | null;
  /** One for each load that its policies watch. */
  readonly alarms: readonly Alarm[];
  private readonly headroom: Construct;
  private readonly target: ScalingTarget;
  private asKnown: KnownTarget | null = null;

  constructor(scope: Construct, id: string, { deployment, scalable, target, settings }: ScalableProps) {
    super(scope, id);
    for (const one of [this, target.construct ?? this]) refuseElsewhere(one, deployment.construct);
    this.scalable = scalable;
    this.headroom = deployment.construct;
    this.target = target;
    const grant = new ScalableGrant(this, deployment);
    this.bound = bindTo(this, target, grant, settings.beside);
    const config = this.parse(settings);
    const giving = this.toGiveBack(config, deployment);
    this.pool = giving && (target.bindPool?.(this, [grant, giving]) ?? null);
    const changing = config.sizes?.change === 'on' ? ScalableGrant.toChangeSizes(this, deployment) : null;
    if (config.sizes !== undefined) target.bindSizes?.(this, grant, changing);
    const { topic, runbooks } = deployment;
    const alarms = config.alarmName === null ? LoadAlarm.all(this, { config, topic, runbooks }) : [];
    this.alarms = alarms;
    this.alarm = alarms[0] ?? null;
    this.config = { ...config, ...namesOf(config, alarms) };
    const shifts = config.shiftedBy === null ? [] : [hearShifts(deployment)];
    this.deliver(deployment, [
      ...grant.policies,
      ...(giving?.policies ?? []),
      ...(changing?.policies ?? []),
      ...shifts,
      ...grantReadings(this, config, deployment),
      ...(this.bound.needs ?? []),
    ]);
    for (const { field, says } of remarksOn(config)) this.warn(field, says);
    this.warnOfLimits();
    ofApp.set(this.node.root, [...this.others(), this]);
    this.node.addValidation({ validate: () => [...this.fought(), ...this.takenTwice(), ...this.needsWrongly()] });
  }

  /** Whoever takes its config out puts back what Headroom has changed of its target; null where that is a count that runs. */
  private toGiveBack(config: ScalableConfig, deployment: ScalingDeployment): ScalableGrant | null {
    const { warmPool, beside } = config;
    if (warmPool === undefined && !putsBack(config)) return null;
    const giving = ScalableGrant.toGiveBack(this, deployment);
    // What sets bounds puts them back.
    if (putsBack(config)) bindTo(this, this.target, giving, beside);
    return giving;
  }

  private warn(field: string, says: string): void {
    Annotations.of(this).addWarningV2(`headroom:${field}`, `${this.scalable}: ${field}: ${says}`);
  }

  /** At run time the limits of the target win, so that the bounds that people read would not be those in force. */
  private warnOfLimits(): void {
    const { bounds, beside } = this.config;
    const { limits = null } = this.target;
    // What is moved is the minimum itself.
    const isAbove = limits === null || beside !== undefined || bounds.min >= limits.min;
    if (limits === null || (isAbove && bounds.max <= limits.max)) return;
    const says = `"${this.scalable}" is to have ${bounds.min} to ${counted(bounds.max, 'unit')}, and ${this.told()} takes ${limits.min} to ${limits.max}, which wins`;
    const fix = 'give the bounds that are meant, or change those of the target';
    Annotations.of(this).addWarningV2('headroom:bounds', `${says}; ${fix}`);
  }

  /** What fights with what acts fails the synth; advice may be had beside it, and is told of it. */
  private fought(): readonly string[] {
    const { mode, coexist, warmPool, beside } = this.config;
    const root = this.node.root;
    const all = [
      ...this.target.conflicts(root),
      ...(beside === undefined ? [] : (this.target.floorConflicts?.(root) ?? [])),
      ...(coexist || beside !== undefined ? [] : (this.target.rivals?.(root) ?? [])),
      ...(warmPool?.mode !== 'on' ? [] : (this.target.poolConflicts?.(root, warmPool) ?? [])),
    ];
    if (beside !== undefined) this.warnOfNobody(root);
    if (mode === 'on' || mode === 'scale-out-only') return all;
    for (const one of all) {
      Annotations.of(this).addWarningV2(
        'headroom:fights',
        `${one} before "${this.scalable}" acts: its mode is ${mode}`,
      );
    }
    return [];
  }

  /** Beside nothing nobody adds units when load rises. What this app does not make may be scaled by what it does not make either. */
  private warnOfNobody(root: IConstruct): void {
    if (this.target.construct === null || (this.target.rivals?.(root) ?? []).length > 0) return;
    const says = `"${this.scalable}" is beside "native", and nothing of this app scales ${this.told()}: nobody reacts to its load`;
    Annotations.of(this).addWarningV2(
      'headroom:beside',
      `${says}; give it a target tracking policy, or leave beside out`,
    );
  }

  /** Two that scale one target take turns at it, and two configs of one name write over each other. */
  private takenTwice(): readonly string[] {
    return this.others().flatMap((other) => {
      const { path } = other.node;
      if (other.headroom === this.headroom && other.scalable === this.scalable) {
        return [`${path} is called "${this.scalable}" too; give one of them another name`];
      }
      const both = `"${this.scalable}" and "${other.scalable}" (${path})`;
      const refused = other.headroom === this.headroom ? refusedBeside(this.config.target, other.config.target) : null;
      if (refused !== null) return [`${both} contradict each other: ${refused}; remove one of them`];
      if (isSameTarget(this.known, other.known) !== true) return [];
      return [`${both} both scale ${this.told()}, and would take turns at it; let one of them have it`];
    });
  }

  /** A ring in what is needed of each other, and names that are a few letters off; what else is not here another app may have. */
  private needsWrongly(): readonly string[] {
    const all = [this, ...this.others()].filter(({ headroom }) => headroom === this.headroom);
    const configs = all.map(({ config }) => config);
    const isOwn = ({ scalable }: { readonly scalable: string }) => scalable === this.scalable;
    for (const { field, says } of remarksOnTiers(configs).filter(isOwn)) this.warn(field, says);
    const faults = faultsOf(tierGraph(configs)).filter(isOwn);
    return faults.filter(({ isSure }) => isSure).map(({ field, says }) => `${field}: ${says}`);
  }

  /** Those of this stack of which only the deploy can tell whether they scale the same. */
  private besides(): string[] | undefined {
    const here = this.others().filter((other) => Stack.of(other) === Stack.of(this));
    const besides = here.filter((other) => isSameTarget(this.known, other.known) === 'maybe');
    return besides.length === 0 ? undefined : besides.map(({ scalable }) => scalable);
  }

  private others(): readonly Scalable[] {
    return (ofApp.get(this.node.root) ?? []).filter((other) => other !== this);
  }

  /** Asked once the app is put together, when all names that it gives are given. */
  private get known(): KnownTarget {
    this.asKnown ??= knownTarget(this.config.target, this.target.construct, this, this.headroom);
    return this.asKnown;
  }

  private told(): string {
    return this.target.construct?.node.path ?? tellTarget(this.config.target);
  }

  private parse(settings: ScalableSettings): ScalableConfig {
    const { config: target, running, shiftedBy = null } = this.bound;
    const readings = { ...(running !== null && { [runningReading]: running }), ...settings.readings };
    return parseScalable(this.scalable, { shiftedBy, ...settings, readings, target });
  }

  /** Writes the config once all else stands: a look before that would find alarm or grant missing. */
  private deliver({ configWriter }: ScalingDeployment, grants: readonly IDependable[]): void {
    const { scalable: name, ...config } = this.config;
    const item = new ConfigItem(this, 'Config', {
      ...{ configWriter, capability: 'scaling', name, config },
      besides: () => this.besides(),
    });
    item.node.addDependency(...grants);
  }
}

/** Beside policies of AWS's own the minimum alone may be moved. */
function bindTo(
  scope: Construct,
  target: ScalingTarget,
  grant: ScalableGrant,
  beside: ScalableConfig['beside'],
): BoundTarget {
  if (beside === undefined) return target.bind(scope, grant);
  const floor = new FloorGrant(grant);
  const bound = target.bind(scope, floor);
  floor.settle(bound.config, Stack.of(scope));
  return bound;
}

function namesOf({ alarmName }: ScalableConfig, [first, ...others]: readonly LoadAlarm[]) {
  return {
    alarmName: first?.known ?? alarmName,
    ...(others.length > 0 && { moreAlarmNames: others.map(({ known }) => known) }),
  };
}
