import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { Command } from 'commander';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { readOnly } from '../../adapters/aws/read-only.ts';
import { listTables, readTable } from '../../adapters/indexing/tables/read-tables.ts';
import { cloudWatchSource } from '../../adapters/sources/cloudwatch/cloudwatch.ts';
import { adviseTable } from '../../core/indexing/tables/advise-table.ts';
import type { TableFacts } from '../../core/indexing/tables/table-facts.ts';
import { counted } from '../../core/model/counted.ts';
import { faultText } from '../aws/aws-error.ts';
import { CommandError } from '../command-error.ts';
import { clientSettings, type Place, withPlace } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { parseCount } from '../parse-count.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';
import { type TableAdvised, tableLines } from './table-lines.ts';

interface Options extends Place {
  readonly days: number;
  readonly json?: true;
}

/** CloudWatch keeps hours for 455 days; more than a quarter tells of an application that is no more. */
const mostDays = 90;
const dayMs = 86_400_000;
const patienceMs = 60_000;

const examples = [
  'headroom indexes tables --region eu-central-1',
  'headroom indexes tables orders carts --days 30 --json',
] as const;

const after = `It changes nothing: its clients send nothing but List, Describe and Get. Which attribute an index would need only the application knows:
see the FilterExpression of its calls.`;

/** `headroom indexes tables [name...]`: which indexes of tables of DynamoDB nobody uses, which are missing, and which keys are hot. */
export function tables(session: Session): Command {
  return withPlace(withExamples(new Command('tables'), examples, { after }))
    .description(
      'which indexes of DynamoDB tables nobody uses, which are missing, and whose keys are hot; changes nothing',
    )
    .argument('[name...]', 'the tables; all of the account and Region where none is named')
    .option('--days <n>', 'how many days to look back on', parseCount('--days', mostDays), 14)
    .option('--json', 'print one JSON array')
    .action((names: readonly string[], options: Options) => run(session, names, options));
}

async function run(session: Session, names: readonly string[], options: Options): Promise<void> {
  const settings = { ...readingClient, ...(await clientSettings(options)) };
  const client = readOnly(new DynamoDBClient(settings));
  const endMs = session.nowMs() + patienceMs;
  const source = cloudWatchSource({
    client: readOnly(new CloudWatchClient(settings)),
    leftMs: () => endMs - session.nowMs(),
    nowMs: () => session.nowMs(),
  });
  const there = await listTables(client);
  const unknown = names.filter((name) => !there.includes(name));
  if (unknown.length > 0)
    throw new CommandError(`no table ${unknown.join(', ')}; there are: ${there.join(', ') || 'none'}`);
  const toMs = Math.floor(session.nowMs() / 3_600_000) * 3_600_000;
  const range = { fromMs: toMs - options.days * dayMs, toMs };
  const all: TableAdvised[] = [];
  for (const name of names.length > 0 ? names : there) {
    session.signal.throwIfAborted();
    note(session, `reading ${counted(options.days, 'day')} of ${name}`);
    all.push(await advised(name, () => readTable(client, source, name, range)));
  }
  if (options.json) sayJson(session, all.map(jsonOf));
  else for (const line of all.flatMap(tableLines)) say(session, visible(line));
}

/** What is found of a table. One that may not be read keeps nobody from hearing of the others. */
async function advised(name: string, read: () => Promise<TableFacts>): Promise<TableAdvised> {
  try {
    const facts = await read();
    return { name, facts, advice: adviseTable(facts) };
  } catch (error) {
    if (!(error instanceof DynamoDBServiceException)) throw error;
    return { name, facts: null, advice: [{ is: 'unknown', what: 'the table', why: faultText(error) }] };
  }
}

function jsonOf({ name, facts, advice }: TableAdvised) {
  if (facts === null) return { table: name, advice };
  const { isOnDemand, items, bytes, fromMs, toMs } = facts;
  return { table: name, isOnDemand, items, bytes, fromMs, toMs, advice };
}
