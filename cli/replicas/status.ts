import { Command, Option } from 'commander';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import type { Credentials } from '../../adapters/postgres/secret-credentials.ts';
import { askStandings } from '../../adapters/replicas/ask-standings.ts';
import { openFleet, type Servers } from '../../adapters/replicas/open-fleet.ts';
import { choosing } from '../choice.ts';
import { CommandError } from '../command-error.ts';
import { clientSettings } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { isTerminal, note, type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';
import { parseServers } from './parse-servers.ts';
import { standingLines } from './standing-lines.ts';

interface Options {
  readonly servers?: string;
  readonly cluster?: string;
  readonly database: string;
  readonly user: string;
  readonly secret?: string;
  readonly engine: (typeof engines)[number];
  readonly region?: string;
  readonly profile?: string;
  readonly json?: true;
}

const waitMs = 2000;

const engines = ['postgres', 'aurora'] as const;

const examples = [
  'headroom replicas status --cluster orders --secret arn:aws:secretsmanager:...:secret:orders --engine aurora',
  'PGPASSWORD=... headroom replicas status --servers 10.0.1.5,10.0.2.5:5433 --user reader',
] as const;

const after = `Without --secret the password is that of PGPASSWORD or ~/.pgpass. It reads, and changes nothing.`;

/** `headroom replicas status`: who writes, how far behind each replica is, and what is in the way of reads. */
export function status(session: Session): Command {
  return withExamples(new Command('status'), examples, { after })
    .description('which server takes writes, how far behind each replica is, and what is in the way of reads')
    .option('--servers <list>', 'host[:port] of each, separated by commas')
    .option('--cluster <name>', 'a cluster of Aurora or RDS, whose instances AWS is asked for')
    .option('--database <name>', 'name of the database', 'postgres')
    .option('--user <name>', 'whom to connect as, where no secret says it', 'postgres')
    .option('--secret <arn>', 'a secret with username and password')
    .addOption(
      choosing(new Option('--engine <engine>', 'how servers tell how far they are'), '--engine', engines).default(
        'postgres',
      ),
    )
    .option('--region <name>', 'AWS Region')
    .option('--profile <name>', 'AWS profile')
    .option('--json', 'print one JSON array')
    .action((options: Options) => run(session, options));
}

async function run(session: Session, options: Options): Promise<void> {
  const { database, engine } = options;
  const servers = await serversOf(options);
  // Each question needs one connection, and a server that is down is told of at once.
  const opened = openFleet({ servers, database, engine, credentials: () => credentialsOf(options), pool: { max: 1 } });
  try {
    if (isTerminal(session.err)) note(session, 'asking each server how far it is, for two seconds at most...');
    const standings = await askStandings(opened.fleet, waitMs, session.nowMs);
    if (options.json) sayJson(session, standings);
    else for (const line of standingLines(standings)) say(session, visible(line));
    if (standings.every(({ role }) => role !== 'writer')) {
      throw new CommandError('no server takes writes; promote a replica, or see what is said of each');
    }
  } finally {
    await opened.close();
  }
}

async function serversOf({ servers, cluster, region, profile }: Options): Promise<Servers> {
  if (servers !== undefined && cluster === undefined) return { list: parseServers(servers) };
  if (cluster === undefined || servers !== undefined)
    throw new CommandError('say which servers: give --servers or --cluster, and not both');
  const { RDSClient } = await import('@aws-sdk/client-rds');
  return { cluster, rds: new RDSClient({ ...readingClient, ...(await clientSettings({ region, profile })) }) };
}

async function credentialsOf({ secret, user, region, profile }: Options): Promise<Credentials> {
  // The driver itself then reads PGPASSWORD or ~/.pgpass, so that no password stands in a command line.
  if (secret === undefined) return { user, password: '' };
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const { readCredentials } = await import('../../adapters/postgres/secret-credentials.ts');
  const client = new SecretsManagerClient({ ...readingClient, ...(await clientSettings({ region, profile })) });
  return readCredentials(client, 'database', secret);
}
