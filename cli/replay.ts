import { Command } from 'commander';
import { dynamoDbEntries } from '../adapters/ledgers/entries.ts';
import { dynamoDbSettings } from '../adapters/ledgers/settings.ts';
import type { Entry } from '../core/model/entry.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { type Difference, replay as decideAgain, type Replay } from '../core/scaling/replay.ts';
import { CommandError } from './command-error.ts';
import { connect, type Where, withWhere } from './connect.ts';
import { coloured, type Session, say, sayJson } from './session.ts';

interface Options extends Where {
  readonly scalable?: string;
  readonly json?: true;
}

const entryId = /^\d{15}-[\w-]+$/;

/** `headroom replay <entry id>`: decides a recorded look again with today's code. */
export function replay(session: Session): Command {
  const command = new Command('replay')
    .description("decide a recorded look again with today's code; exit code 1 where it decides otherwise")
    .argument('<entry>', 'the id of an entry, as explain tells it')
    .option('--scalable <name>', 'whose entry it is, where that scalable is not configured any more')
    .option('--json', 'print one JSON object');
  return withWhere(command).action((id: string, options: Options) => run(session, id, options));
}

async function run(session: Session, id: string, options: Options): Promise<void> {
  const entry = await find(id, options);
  const result = decideAgain(entry);
  if (options.json)
    sayJson(session, { entry: id, scalable: entry.subject, same: result.same, differences: result.differences });
  else tellReplay(session, entry, result);
  if (!result.same) throw new CommandError(`today's code decides ${id} otherwise`);
}

async function find(id: string, options: Options): Promise<Entry> {
  if (!entryId.test(id))
    throw new InvalidInput('entry', `"${id}" is no id of an entry; copy one from headroom explain`);
  const table = await connect(options);
  const scalables = options.scalable === undefined ? await dynamoDbSettings(table).names() : [options.scalable];
  const entry = await dynamoDbEntries(table).entry(id, scalables);
  if (entry === null)
    throw new CommandError(
      `no entry ${id} is recorded of ${scalables.join(', ') || 'any scalable'}; it may have expired, or give --scalable`,
    );
  return entry;
}

function tellReplay(session: Session, entry: Entry, { same, decision, differences }: Replay): void {
  const recorded = String(entry.decision?.desired);
  if (same) {
    const text = `${entry.subject} would be decided as it was, desired ${recorded}`;
    say(session, `${coloured(session.out, 'green', 'same')}: ${text}`);
    return;
  }
  const text = `${entry.subject} was decided as ${recorded}, today's code says ${decision.desired}`;
  say(session, `${coloured(session.out, 'yellow', 'different')}: ${text}`);
  for (const difference of differences) say(session, `  ${differenceText(difference)}`);
}

function differenceText({ path, recorded, today }: Difference): string {
  return `${path}: was ${JSON.stringify(recorded)}, is ${JSON.stringify(today)}`;
}
