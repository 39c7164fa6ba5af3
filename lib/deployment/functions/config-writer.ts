import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { type ConfiguredCapability, capabilityNames } from '../../../core/model/capability-name.ts';
import { DeploymentFunction, type DeploymentFunctionProps } from '../deployment-function.ts';
import { grantItems } from '../table-grant.ts';

/** Writes the configs of subjects into their tables at deploy time, and takes them out when the subjects are removed. */
export class ConfigWriter extends DeploymentFunction {
  private readonly ledger: ITable;
  private keyspaces: ITable | null = null;
  private mayReadMemories = false;

  constructor(scope: Construct, id: string, props: DeploymentFunctionProps) {
    super(scope, id, props, {
      bundle: 'config-writer',
      functionName: null,
      // CloudFormation is answered at an address of S3.
      reaches: ['s3'],
      rehearsed: null,
      // A look that is under way is waited for, and readers until they are removed, where something is put back.
      timeout: Duration.minutes(14),
      description: 'Writes the configs of scalables into the table when they are deployed',
    });
    this.ledger = props.table;
    const all = (...what: string[]) => capabilityNames.flatMap((name) => what.map((one) => `${name}/${one}`));
    grantItems(props.table, this.role, ['GetItem', 'PutItem'], all('config', 'claims'));
    // What is not configured any more is not watched either, and claims nothing, which is one transaction.
    grantItems(props.table, this.role, ['DeleteItem'], all('config', 'claims', 'watching'));
  }

  /** Lets it put back what was found of scalables that are gone: it reads that, and whether a look is under way. */
  givesBack(): void {
    if (this.mayReadMemories) return;
    this.mayReadMemories = true;
    grantItems(this.ledger, this.role, ['GetItem'], ['scaling#*']);
  }

  /** Lets it write configs of keyspaces too, which are in a table of their own. */
  writeKeyspaces(keyspaces: ITable): void {
    this.keyspaces = keyspaces;
    this.function.addEnvironment('HEADROOM_KEYSPACES_TABLE', keyspaces.tableName);
    // The map is looked at: what is fixed for life must not be configured otherwise.
    grantItems(keyspaces, this.role, ['DeleteItem', 'GetItem', 'PutItem'], ['sharding/config']);
    grantItems(keyspaces, this.role, ['ConditionCheckItem'], ['*#map']);
  }

  /** Where it writes the configs of a capability. */
  tableOf(capability: ConfiguredCapability): ITable {
    return capability === 'sharding' && this.keyspaces !== null ? this.keyspaces : this.ledger;
  }
}
