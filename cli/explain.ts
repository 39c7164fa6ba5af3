import { Command, Option } from 'commander';
import { dynamoDbEntries, type UnreadableEntry } from '../adapters/ledger/entries.ts';
import { dynamoDbFindings } from '../adapters/ledger/findings.ts';
import { tunings } from '../adapters/scaling/tunings.ts';
import { standingWorld } from '../adapters/standing-world.ts';
import type { Tables } from '../adapters/subjects.ts';
import type { Table } from '../adapters/table/table.ts';
import { type CapabilityName, capabilityNames, nounOf } from '../core/model/capability-name.ts';
import type { Entry } from '../core/model/entry.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { serviceOf, tierOf } from '../core/model/service-and-tier.ts';
import { gather } from '../core/standing/gather.ts';
import type { Hold } from '../core/standing/held-by.ts';
import { tellFinding } from '../core/tell-finding.ts';
import { choosing } from './choice.ts';
import { connectAll, type Where, withWhere } from './connect.ts';
import { withExamples } from './examples.ts';
import { entryLines } from './explain/entry-lines.ts';
import { nothingRecorded } from './explain/nothing-recorded.ts';
import { namedSubjects } from './named-subjects.ts';
import { coloured, type Session, say, sayJson } from './session.ts';
import { typedCommand } from './typed-command.ts';
import { visible } from './visible.ts';

interface Options extends Where {
  readonly last: number;
  readonly of?: CapabilityName;
  readonly json?: true;
}

/** What one capability has recorded of a subject. */
interface Recorded {
  readonly capability: CapabilityName;
  readonly entries: readonly (Entry | UnreadableEntry)[];
}

const usualLast = 3;
const mostLast = 1000;

const examples = [
  'headroom explain checkout/web',
  'headroom explain checkout/web --last 20',
  'headroom explain checkout/web --of balancing --json',
] as const;

/** `headroom explain <subject>`: what was decided last about whatever has this name, and why. */
export function explain(session: Session): Command {
  const command = withExamples(new Command('explain'), examples)
    .description('why something is as it is: its last looks, with reasons and inputs')
    .argument(
      '<subject>',
      'a scalable, balance, purge or keyspace, e.g. checkout/web, a service, e.g. checkout, or a move, e.g. orders/0mfx1d6c',
    )
    .addOption(choosing(new Option('--of <capability>', 'where a name stands for several'), '--of', capabilityNames))
    .option('--last <n>', 'how many looks', parseLast, usualLast)
    .option('--json', 'print the entries as one JSON array; `jq -c ".[]"` makes a line of each');
  return withWhere(command).action((subject: string, options: Options) => run(session, subject, options));
}

async function run(session: Session, subject: string, options: Options): Promise<void> {
  const tables = await connectAll(options);
  const of = options.of === undefined ? capabilityNames : [options.of];
  const recorded = await allRecorded(tables, subject, of, options.last);
  if (recorded.length === 0) throw nothingRecorded(subject, of, await namedSubjects(tables));
  if (options.json)
    return sayJson(
      session,
      recorded.flatMap(({ entries }) => entries),
    );
  for (const [index, one] of recorded.entries()) {
    if (index > 0) say(session);
    await tellRecorded(session, subject, one, await holdsOf(session, tables, subject, one.capability), options);
  }
  if (recorded.some(({ capability }) => capability === 'scaling')) await tellNight(session, tables.ledger, subject);
  await tellFindings(session, tables.ledger, subject);
}

async function allRecorded(
  { ledger }: Tables,
  subject: string,
  of: readonly CapabilityName[],
  last: number,
): Promise<readonly Recorded[]> {
  const lists = of.map(async (capability) => ({
    capability,
    entries: await dynamoDbEntries(ledger, capability).newest(subject, last),
  }));
  return (await Promise.all(lists)).filter(({ entries }) => entries.length > 0);
}

/** What people have said that holds a subject now, whatever its last look knew of it. */
async function holdsOf(
  session: Session,
  tables: Tables,
  subject: string,
  capability: CapabilityName,
): Promise<readonly Hold[]> {
  const nowMs = session.nowMs();
  const world = standingWorld(tables, { region: '', nowMs: async () => nowMs });
  const { rows } = await gather(
    { ...world, findings: async () => [] },
    { most: 10, isMeant: (name) => name === subject },
  );
  return rows.find((row) => row.capability === capability)?.held ?? [];
}

async function tellRecorded(
  session: Session,
  subject: string,
  { capability, entries }: Recorded,
  held: readonly Hold[],
  where: Where,
): Promise<void> {
  const count = entries.length === 1 ? 'its last look' : `its last ${entries.length} looks, newest first`;
  say(session, `${coloured(session.out, 'bold', visible(`${nounOf(capability)} ${subject}`))}: ${count}`);
  for (const { says, mend } of held) {
    const end = mend === null ? '' : `; ${typedCommand(mend, where)} ends that`;
    say(session, `${coloured(session.out, 'red', visible(`held by: ${says}`))}${visible(end)}`);
  }
  for (const entry of entries) {
    say(session);
    for (const line of await entryLines(entry, (style, text) => coloured(session.out, style, text))) say(session, line);
  }
}

/** What the last night chose for a scalable whose policy is tuned, and what it expects; nothing where there was none. */
async function tellNight(session: Session, table: Table, scalable: string): Promise<void> {
  const tuning = await tunings(table).tuning(scalable);
  if (tuning === null) return;
  const night = new Date(tuning.atMs).toISOString().slice(0, 10);
  say(session);
  say(session, `${coloured(session.out, 'bold', `the night of ${night}`)}: ${visible(tuning.because)}`);
}

/** What has been found out about the service of a subject, its own tier first; nothing where nothing has. */
async function tellFindings(session: Session, table: Table, subject: string): Promise<void> {
  const [service, mine] = [serviceOf(subject), tierOf(subject)];
  const all = await dynamoDbFindings(table).list(session.nowMs(), service);
  if (all.length === 0) return;
  const findings = [...all.filter(({ tier }) => tier === mine), ...all.filter(({ tier }) => tier !== mine)];
  say(session);
  say(session, `${coloured(session.out, 'bold', `service ${service}`)}: what has been found out`);
  for (const finding of findings) say(session, `  ${visible(tellFinding(finding))}`);
}

function parseLast(text: string): number {
  const last = Number(text);
  if (Number.isInteger(last) && last >= 1 && last <= mostLast) return last;
  throw new InvalidInput('--last', `"${text}" is not a number of looks; give one from 1 to ${mostLast}`);
}
