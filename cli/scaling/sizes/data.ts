import { Command } from 'commander';
import { InvalidInput } from '../../../core/model/errors.ts';
import { dataCatalogue } from '../../../core/prices/data-catalogue.ts';
import { type Place, withPlace } from '../../connect.ts';
import { withExamples } from '../../examples.ts';
import { note, type Session, say, sayJson } from '../../session.ts';
import { type AskedData, askData } from './ask-data.ts';
import { dataOf, readCatalogue } from './read-catalogue.ts';
import { unpricedNote } from './tell-data.ts';

interface Options extends Place {
  readonly only?: string;
  readonly price?: string;
  readonly sizes?: string;
  readonly json?: true;
}

const examples = [
  'headroom sizes data',
  'headroom sizes data --only orders --price 0.956',
  'headroom sizes data --region eu-central-1 --sizes sizes.json',
] as const;

const after = `It looks at two weeks of hours in CloudWatch and changes nothing. A size of the same family is advised where even the busiest hours leave room,
or leave none. Prices of common classes are known, of us-east-1; those of a Region are had by "headroom sizes refresh". What is not known is told:
give what one costs with --price, and others of its family go in proportion.`;

const daysLookedBack = 14;

/** `headroom sizes data`: which classes of databases, node types of caches, and storage would do. */
export function data(session: Session): Command {
  return withPlace(withExamples(new Command('data'), examples, { after }))
    .description('which sizes of databases and caches would serve the same for less, or are too small; advice alone')
    .option('--only <text>', 'those whose name has this in it')
    .option('--price <dollars>', 'what one of the databases costs an hour, instead of its list price')
    .option('--sizes <file>', 'prices that sizes refresh has written, in place of those of us-east-1')
    .option('--json', 'print one JSON object')
    .action((options: Options) => run(session, options));
}

async function run(session: Session, { price, sizes, json, ...options }: Options): Promise<void> {
  const usdPerHour = price === undefined ? null : priceOf(price);
  const catalogue = sizes === undefined ? dataCatalogue : dataOf(await readCatalogue(session, sizes), sizes);
  const { refused, ...asked } = await askData(session, { ...options, days: daysLookedBack, catalogue, usdPerHour });
  if (refused !== null) throw refused;
  if (usdPerHour !== null) checkOneClass(asked);
  if (json) return void sayJson(session, asked);
  for (const { says } of asked.advice) say(session, says);
  for (const trouble of asked.troubles) note(session, trouble);
  const unpriced = unpricedNote(asked);
  if (unpriced !== null) note(session, unpriced);
  const { readOn, region } = asked.pricesOf;
  note(session, `prices of ${region}, on demand, as they were on ${readOn}`);
  note(
    session,
    `${asked.looked.length} databases and caches were looked at, and ${asked.advice.length} things advised`,
  );
}

/** Two classes have two prices. */
function checkOneClass({ looked }: Pick<AskedData, 'looked'>): void {
  const classes = [...new Set(looked.flatMap(({ kind, seen }) => (kind === 'database' ? [seen.own] : [])))];
  if (classes.length < 2) return;
  const says = `is of one class, and databases of ${classes.join(', ')} were found; name those that are meant by --only`;
  throw new InvalidInput('--price', says);
}

function priceOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidInput('--price', `"${text}" is not a price above 0`);
}
