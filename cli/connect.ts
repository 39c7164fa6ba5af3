import { fileURLToPath } from 'node:url';
import { CloudFormationClient, paginateListExports } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Command, Option } from 'commander';
import { readingClient } from '../adapters/aws/client-settings.ts';
import type { Tables } from '../adapters/subjects.ts';
import type { Table } from '../adapters/table/table.ts';
import { defaultDeployment } from '../core/config.ts';
import { keyspacesExport } from '../core/sharding/config/shard-exports.ts';
import { checkProfile } from './aws/check-profile.ts';
import { rememberingCalls } from './aws/failed-call.ts';
import { CommandError } from './command-error.ts';
import { packageFolder } from './package-folder.ts';

/** Which account and Region a command talks to; what is not told, the environment and the profile say. */
export interface Place {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly local?: true;
}

/** Which deployment a command talks to. */
export interface Where extends Place {
  readonly deployment: string;
  readonly table?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Adds the options that say which deployment is meant; `HEADROOM_DEPLOYMENT` names it where none does. */
export function withWhere(command: Command): Command {
  return withPlace(
    command
      .addOption(
        new Option('--deployment <name>', 'name of the deployment')
          .default(defaultDeployment)
          .env('HEADROOM_DEPLOYMENT'),
      )
      .option('--table <name>', "the deployment's table, instead of asking CloudFormation for it"),
  );
}

/** Adds the options that say which account and Region are meant. */
export function withPlace(command: Command): Command {
  return command
    .option('--region <name>', 'AWS Region')
    .option('--profile <name>', 'AWS profile')
    .option('--local', 'the local AWS that `npm run local -- start` has started');
}

interface Found {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

interface ClientSettings extends Found {
  readonly logger: typeof rememberingCalls;
}

/** The table of the deployment that is meant. Throws `CommandError` where there is none. */
export async function connect(where: Where): Promise<Table> {
  return (await connectAll(where)).ledger;
}

/**
 * The tables of the deployment that is meant; its keyspaces are only known by what its stack exports, not where a table is
 * named. Throws `CommandError` where there is none.
 */
export async function connectAll(where: Where): Promise<Tables> {
  const tables = await deployedTables(where);
  if (tables !== null) return tables;
  throw new CommandError(
    `no stack exports the table of a deployment "${where.deployment}" here; check --deployment, --region and --profile, or give --table`,
  );
}

/** The same; null where there is no such deployment. */
export async function deployedTables(where: Where): Promise<Tables | null> {
  const settings = await clientSettings(where);
  const client = new DynamoDBClient({ ...readingClient, ...settings });
  const tableNamed = (tableName: string) => ({ client, tableName, random: Math.random });
  if (where.table !== undefined) return { ledger: tableNamed(where.table), keyspaces: null };
  const exports = await exportsOf(settings);
  // Every deployment exports its table's name from its stack.
  const ledger = exports.get(`${where.deployment}-table`);
  const keyspaces = exports.get(keyspacesExport(where.deployment));
  if (ledger === undefined) return null;
  return { ledger: tableNamed(ledger), keyspaces: keyspaces === undefined ? null : tableNamed(keyspaces) };
}

/**
 * What every client of a command is made with: the account and Region that are meant, or the local AWS, and what remembers
 * the call that failed. Throws `CommandError` where there is no such profile.
 */
export async function clientSettings(where: Place): Promise<ClientSettings> {
  return { ...(await (where.local ? localSettings() : awsSettings(where))), logger: rememberingCalls };
}

async function awsSettings({ region, profile }: Place): Promise<Found> {
  await checkProfile(profile);
  return { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
}

async function localSettings(): Promise<Found> {
  // Only now, so that the other commands work where the local AWS is not part of the installation.
  const { isAlive, readState } = await import('../local/state-file.ts');
  const state = readState(fileURLToPath(packageFolder()));
  if (!state?.emulators.every(isAlive))
    throw new CommandError('no local AWS is running; start it by `npm run local -- start` and deploy to it');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { endpoint: state.endpoint, region: state.environment.AWS_REGION ?? 'us-east-1', credentials };
}

/** All that stacks export here, by its name. */
export async function exportsAt(where: Where): Promise<ReadonlyMap<string, string>> {
  return exportsOf(await clientSettings(where));
}

async function exportsOf(settings: ClientSettings): Promise<ReadonlyMap<string, string>> {
  const client = new CloudFormationClient({ ...readingClient, ...settings });
  const found = new Map<string, string>();
  for await (const { Exports = [] } of paginateListExports({ client }, {})) {
    for (const { Name = '', Value = '' } of Exports) found.set(Name, Value);
  }
  return found;
}
