import { Command } from 'commander';
import { dynamoDbEntries } from '../adapters/ledger/entries.ts';
import type { CapabilityName } from '../core/model/capability-name.ts';
import type { Entry } from '../core/model/entry.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { CommandError } from './command-error.ts';
import { connect, type Where, withWhere } from './connect.ts';
import { entryLines } from './explain/entry-lines.ts';
import { coloured, type Session, say, sayJson } from './session.ts';

interface Options extends Where {
  readonly last: number;
  readonly weights?: true;
  readonly purges?: true;
  readonly move?: true;
  readonly shards?: true;
  readonly json?: true;
}

const usualLast = 3;
const mostLast = 1000;

/** `headroom explain <scalable>`, or what an option says the name is of: what was decided last, and why. */
export function explain(session: Session): Command {
  const command = new Command('explain')
    .description('why a scalable has the capacity it has: its last looks, with reasons and inputs')
    .argument('<scalable>', 'e.g. checkout/web')
    .option('--weights', 'the weights of a balance of this name, instead of a capacity')
    .option('--purges', 'the purges of this name, instead of a capacity')
    .option('--move', 'the move of this name, e.g. orders/0mfx1d6c, instead of a capacity')
    .option('--shards', 'the plans for the keyspace of this name, instead of a capacity')
    .option('--last <n>', 'how many looks', parseLast, usualLast)
    .option('--json', 'print the entries as one JSON array');
  return withWhere(command).action((scalable: string, options: Options) => run(session, scalable, options));
}

async function run(session: Session, scalable: string, options: Options): Promise<void> {
  const entries = await dynamoDbEntries(await connect(options), capabilityOf(options)).list(scalable, options.last);
  if (options.json) return sayJson(session, entries);
  if (entries.length === 0)
    throw new CommandError(`nothing is recorded of "${scalable}"; check the name, or wait for its first look`);
  const count = entries.length === 1 ? 'its last look' : `its last ${entries.length} looks, newest first`;
  say(session, `${coloured(session.out, 'bold', scalable)}: ${count}`);
  for (const entry of entries) tellEntry(session, entry);
}

function capabilityOf({ weights, purges, move, shards }: Options): CapabilityName {
  if (weights) return 'balancing';
  if (purges) return 'purging';
  if (move) return 'moving';
  return shards ? 'sharding' : 'scaling';
}

function tellEntry(session: Session, entry: Entry): void {
  say(session);
  for (const line of entryLines(entry, (style, text) => coloured(session.out, style, text))) say(session, line);
}

function parseLast(text: string): number {
  const last = Number(text);
  if (Number.isInteger(last) && last >= 1 && last <= mostLast) return last;
  throw new InvalidInput('--last', `"${text}" is no number of looks; give one from 1 to ${mostLast}`);
}
