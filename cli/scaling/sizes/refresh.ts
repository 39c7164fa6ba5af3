import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PricingClient } from '@aws-sdk/client-pricing';
import { Command } from 'commander';
import { readingClient } from '../../../adapters/aws/client-settings.ts';
import { dataPrices } from '../../../adapters/scaling/prices/data-prices.ts';
import { fargatePrices } from '../../../adapters/scaling/prices/fargate-prices.ts';
import { sizePrices } from '../../../adapters/scaling/prices/size-prices.ts';
import { are, counted } from '../../../core/model/counted.ts';
import { type SizeCatalogue, sizeCatalogue } from '../../../core/prices/size-catalogue.ts';
import { CommandError } from '../../command-error.ts';
import { clientSettings } from '../../connect.ts';
import { withExamples } from '../../examples.ts';
import { isTerminal, note, type Session, say, sayJson } from '../../session.ts';

interface Options {
  readonly region: string;
  readonly write?: string;
  readonly json?: true;
}

const examples = [
  'headroom sizes refresh --region eu-central-1 --write sizes.json',
  'headroom sizes advise traffic.csv --size m6i.large --unit-capacity 100 --sizes sizes.json',
  'headroom sizes data --region eu-central-1 --sizes sizes.json',
] as const;

const after = `It asks the price list of AWS (pricing:GetProducts, free) for each of the sizes that are known, Linux, on demand,
for tasks of Fargate on x86 and ARM, for every class of MySQL, MariaDB, PostgreSQL and Aurora in one zone, and for every
node of Redis and Valkey.`;

/** The price list answers in few Regions (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html). */
const answersIn = 'us-east-1';

/** `headroom sizes refresh`: what sizes cost in a Region today. */
export function refresh(session: Session): Command {
  return withExamples(new Command('refresh'), examples, { after })
    .description(
      'what instances, tasks of Fargate, databases and caches cost in a Region today, by the price list of AWS',
    )
    .requiredOption('--region <region>', 'where units run, e.g. eu-central-1')
    .option('--write <file>', 'where to write the catalogue for --sizes; it is printed where this is left out')
    .option('--json', 'print one JSON object')
    .action((options: Options) => run(session, options));
}

async function run(session: Session, { region, write, json }: Options): Promise<void> {
  const client = new PricingClient({ ...readingClient, ...(await clientSettings({ region: answersIn })) });
  const names = sizeCatalogue.sizes.map(({ name }) => name);
  const heard = isTerminal(session.err) ? (name: string) => session.err.write(`\r${name.padEnd(24)}`) : () => {};
  const { sizes, missing } = await sizePrices(client, { region, names }, session.signal, heard);
  endOfProgress(session);
  if (sizes.length === 0) {
    throw new CommandError(
      `the price list has none of the ${counted(names.length, 'size')} in "${region}"; correct the Region`,
    );
  }
  const fargate = await fargatePrices(client, region, session.signal);
  heard('Fargate');
  const data = await dataPrices(client, region, session.signal, heard);
  endOfProgress(session);
  const readOn = new Date(session.nowMs()).toISOString().slice(0, 10);
  const catalogue: SizeCatalogue = { readOn, region, sizes, fargate, data: data.prices };
  if (write !== undefined) await writeFile(resolve(session.cwd, write), `${JSON.stringify(catalogue, null, 2)}\n`);
  if (json || write === undefined) sayJson(session, catalogue);
  else
    say(
      session,
      `${counted(sizes.length, 'size')} of ${region} ${are(sizes.length)} in ${write}${fargate.x86 ? ', with Fargate' : ''} and ${counted(data.prices.length, 'price')} of databases and caches; name it with --sizes`,
    );
  const noTasks = [...(fargate.x86 ? [] : ['Fargate']), ...(fargate.arm ? [] : ['Fargate on ARM'])];
  const none = [...missing, ...noTasks, ...data.missing];
  if (none.length > 0) note(session, `${region} has no ${none.join(', ')}`);
}

function endOfProgress({ err }: Session): void {
  if (isTerminal(err)) err.write('\r\u001b[K');
}
