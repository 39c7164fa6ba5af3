import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { BundledFunction } from '../bundled-function.ts';

export interface DecisionWidgetProps {
  readonly deploymentName: string;
  readonly table: ITable;
  readonly logRetention: RetentionDays;
}

/** Draws the dashboard's table of what was last decided, and why. */
export class DecisionWidget extends BundledFunction {
  constructor(scope: Construct, id: string, { deploymentName, table, logRetention }: DecisionWidgetProps) {
    super(scope, id, {
      bundle: 'decision-widget',
      // People whose policy allows custom widgets may call functions of this prefix.
      functionName: `customWidget-${deploymentName}-decisions`,
      description: 'Shows the last decision of every scalable on the CloudWatch dashboard',
      logRetention,
      environment: { HEADROOM_TABLE: table.tableName, HEADROOM_DEPLOYMENT: deploymentName },
    });
    table.grant(this.role, 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query');
  }
}
