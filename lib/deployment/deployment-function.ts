import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { CapabilityName, ConfiguredCapability } from '../../core/model/capability-name.ts';
import { BundledFunction, type BundledFunctionProps } from './bundled-function.ts';
import type { FunctionNetwork } from './network.ts';

/** What every function that works on a deployment's table is made with. */
export interface DeploymentFunctionProps {
  readonly deploymentName: string;
  readonly table: ITable;
  /** Whether "now" is read from the table: for the local AWS alone. */
  readonly virtualTime: boolean;
  readonly logRetention: RetentionDays;
  /** Where it stands; null for outside of any network of the account. */
  readonly network: FunctionNetwork | null;
  /** Null for what works for deploys alone. */
  readonly rehearser: Rehearser | null;
}

/** How the newest version of a function is tried before anything is moved to it. */
export interface Rehearsed {
  /** Whose recorded looks are decided again. @default - it decides nothing */
  readonly decides?: CapabilityName;
  /** Whose every subject is asked for by itself. @default - `event` asks for all that it does */
  readonly asks?: ConfiguredCapability;
  /** What begins the names of the subjects that are its own. @default - all are */
  readonly prefix?: string;
  /** The keyspace without which it can answer nothing. @default - it needs none */
  readonly needs?: string;
  /** A dry run of all that it does. */
  readonly event: object;
}

/** Tries versions of functions. */
export interface Rehearser {
  /** Lets nothing be moved to a version of a function that fails in dry runs. */
  rehearse(of: BundledFunction, by: Rehearsed): void;
}

interface OwnProps extends Omit<BundledFunctionProps, 'environment' | 'logRetention' | 'network' | 'isReleased'> {
  /** Names that only this function needs. */
  readonly moreEnvironment?: Readonly<Record<string, string>>;
  /** Null for what works for deploys alone: it has no alias, and comes and goes with its stack. */
  readonly rehearsed: Rehearsed | null;
}

/** A function that finds its deployment by its environment: names only, which has 4 KB; what is configured is in the table. */
export abstract class DeploymentFunction extends BundledFunction {
  constructor(
    scope: Construct,
    id: string,
    { deploymentName, table, virtualTime, logRetention, network, rehearser }: DeploymentFunctionProps,
    { moreEnvironment, rehearsed, ...props }: OwnProps,
  ) {
    const environment = {
      HEADROOM_TABLE: table.tableName,
      HEADROOM_DEPLOYMENT: deploymentName,
      ...(virtualTime ? { HEADROOM_VIRTUAL_TIME: 'table' } : {}),
      ...moreEnvironment,
    };
    super(scope, id, { ...props, logRetention, network, environment, isReleased: rehearsed !== null });
    if (rehearsed !== null) rehearser?.rehearse(this, rehearsed);
  }
}
