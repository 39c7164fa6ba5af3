import { Command } from 'commander';
import { dynamoDbEntries } from '../adapters/ledger/entries.ts';
import type { Tables } from '../adapters/subjects.ts';
import { cardOf } from '../core/capabilities.ts';
import { capabilityNames, isCapabilityName } from '../core/model/capability-name.ts';
import type { Entry } from '../core/model/entry.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { type Difference, replay as decideAgain, type Replay } from '../core/replay.ts';
import { CommandError } from './command-error.ts';
import { connectAll, type Where, withWhere } from './connect.ts';
import { withExamples } from './examples.ts';
import { type NamedSubject, namedSubjects } from './named-subjects.ts';
import { coloured, type Session, say, sayJson } from './session.ts';
import { typedCommand } from './typed-command.ts';
import { visible } from './visible.ts';

interface Options extends Where {
  readonly of?: string;
  readonly json?: true;
}

const entryId = /^\d{15}-[\w-]+$/;

const examples = [
  ['headroom replay 001795688040000-0mfx1d6c', 'an id that explain tells'],
  'headroom replay 001795688040000-0mfx1d6c --of checkout/web --json',
] as const;

/** `headroom replay <entry id>`: decides a recorded look again with today's code. */
export function replay(session: Session): Command {
  const command = withExamples(new Command('replay'), examples)
    .description("decide a recorded look again with today's code; exit code 1 where it decides otherwise")
    .argument('<entry>', 'the id of an entry, as explain tells it')
    .option(
      '--of <name>',
      'whose entry it is: a capability, or a subject as explain has it, which has to be named once it is not there any more',
    )
    .option('--json', 'print one JSON object');
  return withWhere(command).action((id: string, options: Options) => run(session, id, options));
}

async function run(session: Session, id: string, options: Options): Promise<void> {
  const entry = await find(id, options);
  const { capability, subject } = entry;
  const result = await decideAgain(entry);
  if (options.json)
    sayJson(session, { entry: id, capability, subject, same: result.same, differences: result.differences });
  else await tellReplay(session, entry, result);
  if (!result.same) throw new CommandError(`today's code decides ${id} otherwise`);
}

async function find(id: string, options: Options): Promise<Entry> {
  if (!entryId.test(id))
    throw new InvalidInput(
      'entry',
      `"${id}" is not an id of an entry; copy one from ${typedCommand('explain <subject>', options)}`,
    );
  const tables = await connectAll(options);
  const sought = await soughtIn(tables, options.of);
  const found = await Promise.all(
    capabilityNames.map((capability) => {
      const subjects = sought.filter((one) => one.capability === capability).map(({ subject }) => subject);
      return dynamoDbEntries(tables.ledger, capability).entry(id, subjects);
    }),
  );
  const entry = found.find((one) => one !== null);
  if (entry) return entry;
  const where = options.of ?? 'anything that is configured';
  throw new CommandError(`no entry ${id} is recorded of ${where}; it may have expired, or give --of`);
}

/** Whose entries it may be among. */
async function soughtIn(tables: Tables, of: string | undefined): Promise<readonly NamedSubject[]> {
  if (of === undefined) return namedSubjects(tables);
  if (isCapabilityName(of)) return namedSubjects(tables, [of]);
  return capabilityNames.map((capability) => ({ capability, subject: of }));
}

async function tellReplay(session: Session, entry: Entry, { same, decision, differences }: Replay): Promise<void> {
  const recorded = await desiredText(entry, entry.decision?.desired);
  if (same) {
    const text = `${entry.subject} would be decided as it was, desired ${recorded}`;
    say(session, `${coloured(session.out, 'green', 'same')}: ${text}`);
    return;
  }
  const today = await desiredText(entry, decision.desired);
  const text = `${entry.subject} was decided as ${recorded}, today's code says ${today}`;
  say(session, `${coloured(session.out, 'yellow', 'different')}: ${text}`);
  for (const difference of differences) say(session, `  ${visible(differenceText(difference))}`);
}

async function desiredText({ capability }: Entry, desired: unknown): Promise<string> {
  return (await cardOf(capability))?.desired(desired) ?? JSON.stringify(desired);
}

function differenceText({ path, recorded, today }: Difference): string {
  return `${path}: was ${JSON.stringify(recorded)}, is ${JSON.stringify(today)}`;
}
