import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

interface KeyspaceTableProps {
  readonly removalPolicy: RemovalPolicy | undefined;
  readonly encryptionKey: IKey | undefined;
}

/**
 * The table of keyspaces: maps, slots, moves, plans and load. Its layout is in `adapters/keyspaces/keyspace-items.ts`. It is
 * apart from the ledger, since applications read it, and since a map must not be lost with a deployment.
 */
export class KeyspaceTable extends Table {
  constructor(scope: Construct, id: string, { removalPolicy, encryptionKey }: KeyspaceTableProps) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      ...(encryptionKey === undefined
        ? { encryption: TableEncryption.DEFAULT }
        : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
      removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
    });
  }
}
