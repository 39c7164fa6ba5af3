import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
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
}

interface OwnProps extends Omit<BundledFunctionProps, 'environment' | 'logRetention' | 'network'> {
  /** Names that only this function needs. */
  readonly moreEnvironment?: Readonly<Record<string, string>>;
}

/** A function that finds its deployment by its environment: names only, which has 4 KB; what is configured is in the table. */
export abstract class DeploymentFunction extends BundledFunction {
  constructor(
    scope: Construct,
    id: string,
    { deploymentName, table, virtualTime, logRetention, network }: DeploymentFunctionProps,
    { moreEnvironment, ...props }: OwnProps,
  ) {
    const environment = {
      HEADROOM_TABLE: table.tableName,
      HEADROOM_DEPLOYMENT: deploymentName,
      ...(virtualTime ? { HEADROOM_VIRTUAL_TIME: 'table' } : {}),
      ...moreEnvironment,
    };
    super(scope, id, { ...props, logRetention, network, environment });
  }
}
