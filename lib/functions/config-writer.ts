import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { BundledFunction } from '../bundled-function.ts';

export interface ConfigWriterProps {
  readonly deploymentName: string;
  readonly table: ITable;
  readonly logRetention: RetentionDays;
}

/** Writes a scalable's config into the table at deploy time, and takes it out when the scalable is removed. */
export class ConfigWriter extends BundledFunction {
  constructor(scope: Construct, id: string, { deploymentName, table, logRetention }: ConfigWriterProps) {
    super(scope, id, {
      bundle: 'config-writer',
      functionName: `${deploymentName}-config-writer`,
      description: 'Writes the configs of scalables into the table when they are deployed',
      logRetention,
      environment: { HEADROOM_TABLE: table.tableName, HEADROOM_DEPLOYMENT: deploymentName },
    });
    table.grant(this.role, 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem');
  }
}
