import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import type { DeploymentFunctionProps } from './deployment-function.ts';
import { localAccount } from './refuse-outside-local.ts';

/** What is done with items. `Scan` is none of them: it has no leading keys, and the condition would let all of it through. */
export const itemActions = [
  'BatchGetItem',
  'ConditionCheckItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'UpdateItem',
] as const;
type ItemAction = (typeof itemActions)[number];
/** What tells of a table and reads none of its items. */
type TableAction = 'DescribeTable' | 'DescribeTimeToLive';

/**
 * Allows actions on items whose partition key is one of these, `*` standing for any text. All keys of one request must match
 * one and the same statement: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html.
 */
export function grantItems(
  table: ITable,
  grantee: IGrantable,
  actions: readonly ItemAction[],
  partitions: readonly string[],
): void {
  grantTable(table, grantee, actions, leadingKeys(table, partitions));
}

/**
 * Allows actions on a table, with its key where it has one of its own: whoever may read a table that he cannot decrypt gets an
 * error of KMS. No other place of this package allows anything of a table, which a test holds.
 */
export function grantTable(
  table: ITable,
  grantee: IGrantable,
  actions: readonly (ItemAction | TableAction)[],
  conditions: Readonly<Record<string, unknown>> = {},
): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [table.tableArn],
      conditions: { ...conditions },
    }),
  );
  if (actions.some((action) => !action.startsWith('Describe'))) grantKey(table, grantee, actions.some(isWrite));
}

/** The condition that a request names partitions, and these alone. */
function leadingKeys(table: ITable, partitions: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] },
    // Of no values all are alike. The local AWS knows no such key, and would refuse everything.
    ...(Stack.of(table).account !== localAccount && { Null: { 'dynamodb:LeadingKeys': 'false' } }),
  };
}

/**
 * Lets Lambda read the stream of a table in the name of a role, by its key where it has one of its own. What lists streams AWS
 * narrows to no single one: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html.
 */
export function grantStream({ tableArn, tableStreamArn, encryptionKey, env }: ITable, role: IRole): void {
  if (tableStreamArn === undefined) return;
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) => `dynamodb:${action}`);
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [tableStreamArn] }));
  const list = { actions: ['dynamodb:ListStreams'], resources: [`${tableArn}/stream/*`] };
  role.addToPrincipalPolicy(new PolicyStatement(list));
  const granted = encryptionKey?.grantDecrypt(role);
  const through = `dynamodb.${env.region}.amazonaws.com`;
  for (const statement of [granted?.principalStatement, granted?.resourceStatement])
    statement?.addCondition('StringEquals', { 'kms:ViaService': through });
}

export const isWrite = (action: string): boolean => /^(?:Delete|Put|Update)Item$/.test(action);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html: by way of DynamoDB alone. */
const toRead = ['kms:Decrypt', 'kms:DescribeKey'];
const toWrite = [
  ...toRead,
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** A key that does not leave its rights to IAM is told in its own policy. */
function grantKey(table: ITable, grantee: IGrantable, writing: boolean): void {
  const through = `dynamodb.${Stack.of(table).region}.amazonaws.com`;
  const granted = table.encryptionKey?.grant(grantee, ...(writing ? toWrite : toRead));
  for (const statement of [granted?.principalStatement, granted?.resourceStatement]) {
    statement?.addCondition('StringEquals', { 'kms:ViaService': through });
  }
}

/** Whose looks they are, and what they write besides. */
interface Looks {
  /** Of the subjects of one name; `*` for any text. @default all */
  readonly subject?: string;
  /** More partitions that they write, after the name of the capability and a `/`. @default none */
  readonly also?: readonly string[];
}

/**
 * Lets a function make the looks of a capability: it reads all that is the capability's, and writes memories, entries and who is
 * looked at. Configs, claims and overrides are others' to write, also those of its own capability.
 */
export function grantLooks(
  table: ITable,
  role: IGrantable,
  capability: CapabilityName,
  { subject = '*', also = [] }: Looks = {},
): void {
  const own = `${capability}#${subject}`;
  const written = ['roster', 'watching', ...also].map((what) => `${capability}/${what}`);
  grantItems(table, role, ['BatchGetItem', 'GetItem', 'Query'], [own, `${capability}/*`]);
  grantItems(table, role, ['DeleteItem', 'PutItem', 'UpdateItem'], [own, ...written]);
}

/** Lets a function read whether all acting is stopped, and what time it is where time is virtual. */
export function grantSwitch({ table, virtualTime }: DeploymentFunctionProps, role: IGrantable): void {
  grantItems(table, role, ['GetItem'], virtualTime ? ['switch', 'clock'] : ['switch']);
}
