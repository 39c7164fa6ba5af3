import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { RDSClient } from '@aws-sdk/client-rds';
import { Command } from 'commander';
import { readingClient } from '../../../adapters/aws/client-settings.ts';
import { dataSeen, type SeenData } from '../../../adapters/scaling/trying/data-seen.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { tell } from '../../../core/model/reason.ts';
import { adviseClass, adviseStorage } from '../../../core/scaling/sizing/data/advise-class.ts';
import { clientSettings, type Place, withPlace } from '../../connect.ts';
import { withExamples } from '../../examples.ts';
import { note, type Session, say, sayJson } from '../../session.ts';

interface Options extends Place {
  readonly only?: string;
  readonly price?: string;
  readonly json?: true;
}

const examples = ['headroom sizes data', 'headroom sizes data --only orders --price 0.956'] as const;

const after = `It looks at two weeks of hours in CloudWatch and changes nothing. A size of the same family is advised where even the busiest hours leave room,
or leave none. Prices of classes of RDS are not known here: give what one costs with --price, and others of its family go in proportion.`;

const daysLookedBack = 14;

/** `headroom sizes data`: which classes of databases, node types of caches, and storage would do. */
export function data(session: Session): Command {
  return withPlace(withExamples(new Command('data'), examples, { after }))
    .description('which sizes of databases and caches would serve the same for less, or are too small; advice alone')
    .option('--only <text>', 'those whose name has this in it')
    .option('--price <dollars>', 'what one of the databases costs an hour')
    .option('--json', 'print one JSON object')
    .action((options: Options) => run(session, options));
}

async function run(session: Session, options: Options): Promise<void> {
  const { only = '', price, json } = options;
  const usdPerHour = price === undefined ? null : priceOf(price);
  const settings = { ...readingClient, ...(await clientSettings(options)) };
  const clients = {
    rds: new RDSClient(settings),
    elastiCache: new ElastiCacheClient(settings),
    cloudWatch: new CloudWatchClient(settings),
  };
  const toMs = session.nowMs();
  const looked = { fromMs: toMs - daysLookedBack * 86_400_000, toMs, signal: session.signal };
  const all = (await dataSeen(clients, looked)).filter(({ seen }) => seen.told.includes(only));
  const advice = all.flatMap((one) => adviceOn(one, usdPerHour));
  if (json) return void sayJson(session, { looked: all, advice });
  for (const one of advice) say(session, one);
  note(session, `${all.length} databases and caches were looked at, and ${advice.length} things advised`);
}

function adviceOn({ seen, storage }: SeenData, usdPerHour: number | null): readonly string[] {
  const of = adviseClass({ ...seen, usdPerHour: seen.usdPerHour ?? usdPerHour })?.because ?? null;
  const room = storage === null ? null : adviseStorage(storage);
  return [of, room].filter((one) => one !== null).map(tell);
}

function priceOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidInput('--price', `"${text}" is not a price above 0`);
}
