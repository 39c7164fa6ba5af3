import { Command } from 'commander';
import { InvalidInput } from '../../../core/model/errors.ts';
import { tell } from '../../../core/model/reason.ts';
import { type SizeCatalogue, sizeCatalogue } from '../../../core/prices/size-catalogue.ts';
import { adviseSize, type SizeAdvice, type SizeQuestion } from '../../../core/scaling/sizing/advise-size.ts';
import { messageOf } from '../../../core/schema/all-faults.ts';
import { withExamples } from '../../examples.ts';
import { note, type Session, say, sayJson } from '../../session.ts';
import { table } from '../../table.ts';
import { readTraceFile } from '../traces/read-trace-file.ts';
import { readCatalogue } from './read-catalogue.ts';

interface Options {
  readonly size: string;
  readonly unitCapacity: string;
  readonly measured?: string;
  readonly use: string;
  readonly overhead: string;
  readonly contention: string;
  readonly min: string;
  readonly max: string;
  readonly sizes?: string;
  readonly json?: true;
}

const examples = [
  'headroom sizes advise traffic.csv --size m6i.large --unit-capacity 100 --measured m7g.large=167',
  'headroom sizes advise traffic.csv --size c7g.xlarge --unit-capacity 240 --overhead 0.15 --min 3',
] as const;

const after = `The values of the file and capacities are in one unit, e.g. requests a second. Sizes of one family are taken in proportion to their
vCPUs; what a unit of another family serves has to be measured. Prices are of us-east-1, Linux, on demand.`;

const shown = 6;

/** `headroom sizes advise`: which size of unit would serve the same for less. */
export function advise(session: Session): Command {
  return withExamples(new Command('advise'), examples, { after })
    .description('which size of EC2 instance would serve the same traffic for less, and why; changes nothing')
    .argument('<trace>', 'a CSV of what arrived, as backtest reads it')
    .requiredOption('--size <type>', 'the instance type that units have now, e.g. m6i.large')
    .requiredOption('--unit-capacity <number>', 'what one of them serves at the most, in the unit of the file')
    .option('--measured <list>', 'what others were measured to serve, as type=number, separated by commas')
    .option('--use <share>', 'the share of its capacity that a unit is used for', '0.7')
    .option('--overhead <share>', 'what each unit needs for itself, as a share of what one serves now', '0')
    .option('--contention <share>', 'the share of its work for which a unit waits for each other one', '0')
    .option('--min <units>', 'the fewest that run, for redundancy', '2')
    .option('--max <units>', 'the most that may run', '100')
    .option('--sizes <file>', 'prices that sizes refresh has written, in place of those of us-east-1')
    .option('--json', 'print one JSON object')
    .action((file: string, options: Options) => run(session, file, options));
}

async function run(session: Session, file: string, options: Options): Promise<void> {
  const catalogue = options.sizes === undefined ? sizeCatalogue : await readCatalogue(session, options.sizes);
  const question = questionOf(options, catalogue);
  const { values, stepSeconds, readAs } = await readTraceFile(session.cwd, file, {});
  for (const line of readAs ?? []) note(session, line);
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  const perSecond = known.map((value) => value / share('--use', options.use));
  const advice = byOptions(() => adviseSize({ ...question, demands: { perSecond, stepSeconds } }));
  const { readOn, region } = catalogue;
  if (options.json) return sayJson(session, { says: tell(advice.because), pricesOf: { readOn, region }, ...advice });
  for (const line of linesOf(advice)) say(session, line);
  note(session, `prices of ${region}, Linux, on demand, as they were on ${readOn}`);
}

/** What is asked is called as its option. */
function byOptions<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof InvalidInput ? new InvalidInput(`--${error.field}`, messageOf(error)) : error;
  }
}

function questionOf(options: Options, catalogue: SizeCatalogue): Omit<SizeQuestion, 'demands'> {
  const own = options.size;
  const capacity = above0('--unit-capacity', options.unitCapacity);
  const [least, most] = [whole('--min', options.min), whole('--max', options.max)];
  const measured = measuredOf(options.measured);
  if ((measured[own] ?? capacity) !== capacity) {
    const says = `${own}=${measured[own]} contradicts --unit-capacity ${capacity}, which is of the same size; leave it out`;
    throw new InvalidInput('--measured', says);
  }
  if (least > most) throw new InvalidInput('--min', `${least} is above --max ${most}; raise --max or lower --min`);
  return {
    catalogue,
    own,
    measured: { ...measured, [own]: capacity },
    overhead: belowOne('--overhead', options.overhead),
    tier: { contention: belowOne('--contention', options.contention), least, most },
  };
}

function linesOf({ because, own, offers, unmeasured }: SizeAdvice): readonly string[] {
  const columns = [
    { title: 'size' },
    ...['at most', 'on average', '$ a month', 'beside now'].map((title) => ({ title, right: true })),
  ];
  const rows = offers
    .slice(0, shown)
    .map(({ name, mostUnits, meanUnits, usdPerMonth }) => [
      name === own.name ? `${name} (now)` : name,
      String(mostUnits),
      meanUnits.toFixed(1),
      usdPerMonth.toFixed(0),
      `${((100 * usdPerMonth) / own.usdPerMonth).toFixed(0)} %`,
    ]);
  const rest =
    unmeasured.length === 0 ? [] : ['', `not compared, since nobody has measured them: ${unmeasured.join(', ')}`];
  return [tell(because), '', ...table(columns, rows), ...rest];
}

function measuredOf(text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  const pairs = text.split(',').map((one): [string, number] => {
    const [, name, number] = /^([a-z0-9-]+\.[a-z0-9]+)=(\d+(?:\.\d+)?)$/.exec(one.trim()) ?? [];
    if (name !== undefined && Number(number) > 0) return [name, Number(number)];
    throw new InvalidInput(
      '--measured',
      `"${one.slice(0, 40)}" is not a measured size; write type=number, as m7g.large=167`,
    );
  });
  return Object.fromEntries(pairs);
}

function above0(field: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidInput(field, `"${text}" is not a number above 0`);
}

function whole(field: string, text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidInput(field, `"${text}" is not a number of units; write 1 or more`);
}

function share(field: string, text: string): number {
  const value = above0(field, text);
  if (value <= 1) return value;
  throw new InvalidInput(field, `"${text}" is more than the whole; write a share of at most 1, e.g. 0.7`);
}

function belowOne(field: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < 1) return value;
  throw new InvalidInput(field, `"${text}" is not a share; write 0 or more, below 1, e.g. 0.15`);
}
