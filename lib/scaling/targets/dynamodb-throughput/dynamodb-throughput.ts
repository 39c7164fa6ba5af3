import { ArnFormat, type CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnGlobalTable, ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct, type IConstruct } from 'constructs';
import type { ReadingInput } from '../../../../core/readings/reading-config.ts';
import { describingActions } from '../../../../core/scaling/config/observing.ts';
import type { Throughput } from '../../../../core/scaling/config/targets/dynamodb-throughput.ts';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import { nativeScaling } from '../native-scaling.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/** A table that is known by its name alone. */
export interface NamedDynamoDbTable extends NamedPlace {
  readonly tableName: string;
}

/** Which number of a table is scaled. */
export interface DynamoDbThroughputOptions {
  /**
   * `ReadCapacityUnits` or `WriteCapacityUnits` of a provisioned table, or the most that a table on demand serves,
   * `MaxReadRequestUnits` or `MaxWriteRequestUnits`. One scalable has one of them.
   */
  readonly throughput: Throughput;
  /**
   * A global secondary index of the table.
   * @default - the table itself
   */
  readonly indexName?: string | null;
}

const metrics: Readonly<Record<Throughput, string>> = {
  ReadCapacityUnits: 'ProvisionedReadCapacityUnits',
  WriteCapacityUnits: 'ProvisionedWriteCapacityUnits',
  MaxReadRequestUnits: 'OnDemandMaxReadRequestUnits',
  MaxWriteRequestUnits: 'OnDemandMaxWriteRequestUnits',
};

/** One number of a DynamoDB table, or of an index. Capacity counts units a second. */
export class DynamoDbThroughputTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedDynamoDbTable;
  private readonly table: CfnResource | null;
  private readonly throughput: Throughput;
  private readonly indexName: string | null;

  constructor(table: ITable | NamedDynamoDbTable, { throughput, indexName = null }: DynamoDbThroughputOptions) {
    const made = Construct.isConstruct(table) ? table : null;
    this.named = made === null ? table : { tableName: made.tableName };
    this.table = made && tableOf(made);
    this.construct = this.table && made;
    this.throughput = throughput;
    this.indexName = indexName;
  }

  /** A table that this app does not make. Somebody else has to tag it where grants go by tag. */
  static fromName(tableName: string, { account, region, ...options }: DynamoDbThroughputOptions & NamedPlace) {
    const place = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
    return new DynamoDbThroughputTarget({ tableName, ...place }, options);
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { tableName, account = null, region = null } = this.named;
    const { throughput, indexName, construct } = this;
    requireOwnPlace(scope, this.named);
    grant.allow({
      actions: ['dynamodb:DescribeTable', 'dynamodb:UpdateTable'],
      reads: describingActions['dynamodb-throughput'] ?? [],
      resourceArn: Stack.of(scope).formatArn({
        service: 'dynamodb',
        resource: 'table',
        resourceName: tableName,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
      construct,
      wildcard: null,
    });
    return {
      config: { kind: 'dynamodb-throughput', account, region, tableName, indexName, throughput },
      running: this.running(),
      asked: null,
    };
  }

  /** CloudFormation leaves what Headroom has set alone until the numbers of the template themselves change. */
  conflicts(): readonly string[] {
    return [];
  }

  rivals(app: IConstruct): readonly string[] {
    const { tableName } = this.named;
    const { table, throughput, indexName } = this;
    if (throughput !== 'ReadCapacityUnits' && throughput !== 'WriteCapacityUnits') return [];
    const told = table?.node.path ?? `the table "${tableName}"`;
    if (isOfGlobalTable(table)) {
      return [
        `${told} has its capacity scaled by Application Auto Scaling, as every provisioned TableV2, and the two would fight; make it a Table, or say coexist: true where both are meant`,
      ];
    }
    const [what, part] = indexName === null ? ['table', ''] : ['index', `/index/${indexName}`];
    return nativeScaling(app, {
      ...{ told, resource: table, resourceId: `table/${tableName}${part}` },
      scalableDimension: `dynamodb:${what}:${throughput}`,
    });
  }

  /** CloudWatch has these each five minutes. */
  private running(): ReadingInput {
    const { tableName: TableName } = this.named;
    const { throughput, indexName } = this;
    const dimensions = { TableName, ...(indexName !== null && { GlobalSecondaryIndexName: indexName }) };
    const metric = { namespace: 'AWS/DynamoDB', metricName: metrics[throughput], dimensions, stat: 'Average' };
    return { parts: [{ kind: 'cloudwatch', ...metric, periodSeconds: 300 }] };
  }
}

function tableOf(made: IConstruct): CfnResource | null {
  const [table = null] = [
    ...resourcesOfType<CfnResource>(made, 'AWS::DynamoDB::Table'),
    ...resourcesOfType<CfnResource>(made, 'AWS::DynamoDB::GlobalTable'),
  ];
  return table;
}

function isOfGlobalTable(table: CfnResource | null): boolean {
  if (table?.cfnResourceType !== 'AWS::DynamoDB::GlobalTable') return false;
  return (table as CfnGlobalTable).billingMode !== 'PAY_PER_REQUEST';
}
