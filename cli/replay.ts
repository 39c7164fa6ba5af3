import { Command } from 'commander';
import { dynamoDbEntries } from '../adapters/ledger/entries.ts';
import type { Allocation } from '../core/balancing/observation.ts';
import { capabilityNames } from '../core/model/capability-name.ts';
import type { Entry } from '../core/model/entry.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { type Difference, replay as decideAgain, type Replay } from '../core/replay.ts';
import { type Desired, desiredText } from '../core/scaling/desired.ts';
import { CommandError } from './command-error.ts';
import { connect, type Where, withWhere } from './connect.ts';
import { deciders } from './deciders.ts';
import { allocationText } from './explain/balance-text.ts';
import { coloured, type Session, say, sayJson } from './session.ts';

interface Options extends Where {
  readonly of?: string;
  readonly json?: true;
}

/** Those whose entries can be decided again. */
const replayed = capabilityNames;

const entryId = /^\d{15}-[\w-]+$/;

/** `headroom replay <entry id>`: decides a recorded look again with today's code. */
export function replay(session: Session): Command {
  const command = new Command('replay')
    .description("decide a recorded look again with today's code; exit code 1 where it decides otherwise")
    .argument('<entry>', 'the id of an entry, as explain tells it')
    .option(
      '--of <name>',
      'whose entry it is: a keyspace, or a move as explain has it; else only where it is not configured any more',
    )
    .option('--json', 'print one JSON object');
  return withWhere(command).action((id: string, options: Options) => run(session, id, options));
}

async function run(session: Session, id: string, options: Options): Promise<void> {
  const entry = await find(id, options);
  const { capability, subject } = entry;
  const result = decideAgain(entry, deciders);
  if (options.json)
    sayJson(session, { entry: id, capability, subject, same: result.same, differences: result.differences });
  else tellReplay(session, entry, result);
  if (!result.same) throw new CommandError(`today's code decides ${id} otherwise`);
}

async function find(id: string, options: Options): Promise<Entry> {
  if (!entryId.test(id))
    throw new InvalidInput('entry', `"${id}" is no id of an entry; copy one from headroom explain`);
  const table = await connect(options);
  const subjects = options.of === undefined ? undefined : [options.of];
  const found = await Promise.all(replayed.map((capability) => dynamoDbEntries(table, capability).entry(id, subjects)));
  const entry = found.find((one) => one !== null);
  if (entry) return entry;
  const where = options.of ?? 'anything that is configured';
  throw new CommandError(`no entry ${id} is recorded of ${where}; it may have expired, or give --of`);
}

function tellReplay(session: Session, entry: Entry, { same, decision, differences }: Replay): void {
  const recorded = wantedText(entry, entry.decision?.desired);
  if (same) {
    const text = `${entry.subject} would be decided as it was, desired ${recorded}`;
    say(session, `${coloured(session.out, 'green', 'same')}: ${text}`);
    return;
  }
  const text = `${entry.subject} was decided as ${recorded}, today's code says ${wantedText(entry, decision.desired)}`;
  say(session, `${coloured(session.out, 'yellow', 'different')}: ${text}`);
  for (const difference of differences) say(session, `  ${differenceText(difference)}`);
}

function wantedText({ capability }: Entry, desired: unknown): string {
  if (capability === 'scaling') return desiredText(desired as Desired);
  return capability === 'balancing' ? allocationText(desired as Allocation) : JSON.stringify(desired);
}

function differenceText({ path, recorded, today }: Difference): string {
  return `${path}: was ${JSON.stringify(recorded)}, is ${JSON.stringify(today)}`;
}
