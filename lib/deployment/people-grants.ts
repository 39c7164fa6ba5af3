import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { lookingFunctions } from '../../core/model/capability-name.ts';
import { type Permissions, permissionsOfCommands } from '../../core/model/command-permissions.ts';

/** Somebody who may use the command line: to read, or to change too. */
export interface Person {
  readonly grantee: IGrantable;
  readonly changing: boolean;
}

interface Ledger {
  readonly deploymentName: string;
  readonly table: ITable;
  readonly encryptionKey: IKey | undefined;
}

interface KeyspacePlaces {
  readonly table: ITable;
  readonly encryptionKey: IKey | undefined;
  /** The names of the functions that look at the keyspace, and of what drives its moves. */
  readonly functions: readonly string[];
  readonly driver: string;
}

/** Where people write in the ledger: see the layout in `adapters/table/keys.ts`. */
const ownPartitions = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*/overrides', 'switch'] } };
const writes = (action: string) => /:(?:Delete|Put|Update)Item$/.test(action);

/**
 * Allows a person what the command line does with a deployment, on exactly what it has. Overrides and the stop switch are
 * written in partitions of their own, and nothing else of the table is.
 */
export function grantDeployment(person: Person, { deploymentName, table, encryptionKey }: Ledger): void {
  const { ledger = [], anything = [], functions = [] } = permissionsOf(person);
  const names = lookingFunctions.filter((name) => !name.startsWith('shard-'));
  const stack = Stack.of(table);
  allow(person, anything, ['*']);
  allow(
    person,
    ledger.filter((action) => !writes(action)),
    [table.tableArn],
  );
  allow(person, ledger.filter(writes), [table.tableArn], ownPartitions);
  allow(
    person,
    functions,
    functionArns(
      stack,
      names.map((name) => `${deploymentName}-${name}`),
    ),
  );
  grantKey(person, encryptionKey);
}

/** The same of one keyspace. */
export function grantKeyspace(
  person: Person,
  { table, encryptionKey, functions: names, driver }: KeyspacePlaces,
): void {
  const { keyspaces = [], functions = [], drivers = [] } = permissionsOf(person);
  const stack = Stack.of(table);
  const arn = { service: 'states', resource: 'stateMachine', resourceName: driver } as const;
  allow(person, keyspaces, [table.tableArn]);
  allow(person, functions, functionArns(stack, names));
  allow(person, drivers, [stack.formatArn({ ...arn, arnFormat: ArnFormat.COLON_RESOURCE_NAME })]);
  grantKey(person, encryptionKey);
}

function permissionsOf({ changing }: Person): Permissions {
  return permissionsOfCommands(changing);
}

function functionArns(stack: Stack, names: readonly string[]): readonly string[] {
  const arn = { service: 'lambda', resource: 'function', arnFormat: ArnFormat.COLON_RESOURCE_NAME } as const;
  return names.map((resourceName) => stack.formatArn({ ...arn, resourceName }));
}

function grantKey({ grantee, changing }: Person, key: IKey | undefined): void {
  if (changing) key?.grantEncryptDecrypt(grantee);
  else key?.grantDecrypt(grantee);
}

function allow(
  { grantee }: Person,
  actions: readonly string[],
  resources: readonly string[],
  conditions: Readonly<Record<string, unknown>> = {},
): void {
  if (actions.length === 0) return;
  const statement = { actions: [...actions], resources: [...resources], conditions: { ...conditions } };
  grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement(statement));
}
