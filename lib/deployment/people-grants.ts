import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { lookingFunctions } from '../../core/model/capability-name.ts';
import { type Permissions, permissionsOfCommands } from '../../core/model/command-permissions.ts';
import { liveName } from '../../core/model/live-alias.ts';
import { releasedFunctions } from '../../core/model/released-functions.ts';
import { grantItems, grantTable, isWrite, itemActions } from './table-grant.ts';

/** Somebody who may use the command line: to read, or to change too. */
export interface Person {
  readonly grantee: IGrantable;
  readonly changing: boolean;
}

interface Ledger {
  readonly deploymentName: string;
  readonly table: ITable;
}

interface KeyspacePlaces {
  readonly table: ITable;
  /** The names of the functions that look at the keyspace, and of what drives its moves. */
  readonly functions: readonly string[];
  /** The names of all its functions. */
  readonly released: readonly string[];
  readonly driver: string;
}

/** Where people write in the ledger: see the layout in `adapters/table/keys.ts`. */
const ownPartitions = ['*/overrides', 'switch'];

/**
 * Allows a person what the command line does with a deployment, on exactly what it has. Overrides and the stop switch are
 * written in partitions of their own, and nothing else of the table is.
 */
export function grantDeployment(person: Person, { deploymentName, table }: Ledger): void {
  const {
    ledger = [],
    anything = [],
    anywhere = [],
    functions = [],
    releases = [],
    promises = [],
  } = permissionsOf(person);
  const stack = Stack.of(table);
  const names = lookingFunctions.filter((name) => !name.startsWith('shard-'));
  const ofItems = itemActionsOf(ledger);
  const writes = ofItems.filter(isWrite);
  allow(person, [...anything, ...anywhere], ['*']);
  grantTable(
    table,
    person.grantee,
    ofItems.filter((action) => !isWrite(action)),
  );
  if (writes.length > 0) grantItems(table, person.grantee, writes, ownPartitions);
  allowFunctions(
    person,
    functions,
    stack,
    names.map((name) => `${deploymentName}-${name}`),
  );
  allow(person, releases, functionArns(stack, releasedFunctions(deploymentName)));
  allow(person, promises, promiseArns(stack, deploymentName));
}

/** By name: the alarms that wake looks are called otherwise, and nobody may mute them by this. */
function promiseArns(stack: Stack, deploymentName: string): readonly string[] {
  const arn = { service: 'cloudwatch', arnFormat: ArnFormat.COLON_RESOURCE_NAME } as const;
  return [
    stack.formatArn({ ...arn, resource: 'alarm', resourceName: `${deploymentName}-objective/*` }),
    stack.formatArn({ ...arn, resource: 'alarm-mute-rule', resourceName: `${deploymentName}-mute-*` }),
  ];
}

/** The same of one keyspace. */
export function grantKeyspace(person: Person, { table, functions: names, released, driver }: KeyspacePlaces): void {
  const { keyspaces = [], functions = [], releases = [], drivers = [] } = permissionsOf(person);
  const stack = Stack.of(table);
  grantTable(table, person.grantee, itemActionsOf(keyspaces));
  allowFunctions(person, functions, stack, names);
  allow(person, releases, functionArns(stack, released));
  const machine = { service: 'states', resource: 'stateMachine', resourceName: driver } as const;
  allow(person, drivers, [stack.formatArn({ ...machine, arnFormat: ArnFormat.COLON_RESOURCE_NAME })]);
}

/** The same of functions beside those: they are invoked, and released. */
export function grantFunctions(person: Person, stack: Stack, names: readonly string[]): void {
  const { functions = [], releases = [] } = permissionsOf(person);
  allowFunctions(person, functions, stack, names);
  allow(person, releases, functionArns(stack, names));
}

function permissionsOf({ changing }: Person): Permissions {
  return permissionsOfCommands(changing);
}

/** A function is invoked by its alias, and described by its name. */
function allowFunctions(person: Person, actions: readonly string[], stack: Stack, names: readonly string[]): void {
  const invoke = 'lambda:InvokeFunction';
  allow(
    person,
    actions.filter((action) => action === invoke),
    functionArns(stack, names.map(liveName)),
  );
  allow(
    person,
    actions.filter((action) => action !== invoke),
    functionArns(stack, names),
  );
}

function functionArns(stack: Stack, names: readonly string[]): readonly string[] {
  const arn = { service: 'lambda', resource: 'function', arnFormat: ArnFormat.COLON_RESOURCE_NAME } as const;
  return names.map((resourceName) => stack.formatArn({ ...arn, resourceName }));
}

function itemActionsOf(actions: readonly string[]) {
  return itemActions.filter((action) => actions.includes(`dynamodb:${action}`));
}

function allow({ grantee }: Person, actions: readonly string[], resources: readonly string[]): void {
  if (actions.length === 0) return;
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources] }),
  );
}
