import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** What becomes of a table with its stack, and by which key it is encrypted. */
export interface KeptTableProps {
  /** @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy | undefined;
  /** @default a key that DynamoDB owns */
  readonly encryptionKey?: IKey | undefined;
}

/** A table as each of Headroom's is: keys `pk` and `sk`, time to live in `expiresAt`, paid by request, restorable, kept. */
export class KeptTable extends Table {
  constructor(scope: Construct, id: string, { removalPolicy = RemovalPolicy.RETAIN, encryptionKey }: KeptTableProps) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      ...(encryptionKey === undefined
        ? { encryption: TableEncryption.DEFAULT }
        : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
      removalPolicy,
    });
  }
}

/** The ledger of a deployment: configs, leases, memories, entries, overrides, the stop switch. Its layout is in `adapters/table/keys.ts`. */
export class LedgerTable extends KeptTable {}
