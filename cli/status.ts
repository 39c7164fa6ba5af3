import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { standingWorld } from '../adapters/standing-world.ts';
import type { Tables } from '../adapters/subjects.ts';
import { serviceOf } from '../core/model/service-and-tier.ts';
import { gather, type Standings, theStop } from '../core/standing/gather.ts';
import { faultText } from './aws/aws-error.ts';
import { CommandError } from './command-error.ts';
import { connectAll, type Where, withWhere } from './connect.ts';
import { parseDuration } from './duration.ts';
import { withExamples } from './examples.ts';
import { meant } from './known-subject.ts';
import { namedSubjects } from './named-subjects.ts';
import { coloured, isTerminal, type Session, say, sayJson } from './session.ts';
import { statusJson } from './status/status-json.ts';
import { statusLines } from './status/status-lines.ts';

interface Options extends Where {
  readonly watch?: true;
  readonly every: number;
  readonly json?: true;
}

/** More subjects than these make no table for people, and each costs a read. */
const most = 1000;
const usualEveryMs = 5000;
const leastEveryMs = 1000;
/** Clears a terminal and goes to its first line. */
const clear = '\u001b[2J\u001b[H';

const examples = ['headroom status', 'headroom status checkout/web --json', 'headroom status checkout -w'] as const;

/** `headroom status [subject]`: how everything stands, what needs a person first. */
export function status(session: Session): Command {
  const command = withExamples(new Command('status'), examples)
    .description('how everything stands now: mode, asked, running, wanted, bounds, and what holds it; trouble first')
    .argument('[subject]', 'only this one, e.g. checkout/web, or all of a service, e.g. checkout')
    .option('-w, --watch', 'again and again, until Ctrl-C')
    .option('--every <duration>', 'how often, with --watch', parseEvery, usualEveryMs)
    .option('--json', 'print one JSON object; one a line with --watch');
  return withWhere(command).action((subject: string | undefined, options: Options) =>
    run(session, subject ?? null, options),
  );
}

async function run(session: Session, subject: string | null, options: Options): Promise<void> {
  const tables = await connectAll(options);
  if (subject !== null) await checkMeant(tables, subject);
  for (;;) {
    const { standings, failed } = await standingsNow(session, tables, subject);
    if (!options.watch && nothingRead(standings)) throw failed[0];
    show(session, standings, options);
    if (!options.watch) return;
    await sleep(options.every, undefined, { signal: session.signal });
  }
}

async function checkMeant(tables: Tables, subject: string): Promise<void> {
  const known = await namedSubjects(tables);
  if (known.some((one) => isMeant(one.subject, subject))) return;
  throw new CommandError(`nothing is called "${subject}"; ${meant(subject, known)}`);
}

const isMeant = (name: string, wanted: string) => name === wanted || serviceOf(name) === wanted;

interface Read {
  readonly standings: Standings;
  /** Why something could not be read. */
  readonly failed: readonly unknown[];
}

async function standingsNow(session: Session, tables: Tables, subject: string | null): Promise<Read> {
  const nowMs = session.nowMs();
  const failed: unknown[] = [];
  const tellError = (error: unknown) => {
    failed.push(error);
    return faultText(error);
  };
  const world = { ...standingWorld(tables, { region: '', nowMs: async () => nowMs }), tellError };
  const isWanted = (name: string) => subject === null || isMeant(name, subject);
  return { standings: await gather(world, { most, isMeant: isWanted }), failed };
}

/** Whether all that there is to tell is that nothing can be read. */
function nothingRead({ rows }: Standings): boolean {
  return rows.some(({ subject }) => subject === theStop) && rows.every(({ capability }) => capability === '');
}

function show(session: Session, standings: Standings, options: Options): void {
  const nowMs = session.nowMs();
  if (options.json) {
    sayJson(session, statusJson(standings, options, nowMs));
    return;
  }
  if (options.watch && isTerminal(session.out)) session.out.write(clear);
  const paint = (style: 'bold' | 'red' | 'yellow' | 'dim', text: string) => coloured(session.out, style, text);
  for (const line of statusLines(standings, options, paint)) say(session, line);
  if (options.watch && !isTerminal(session.out)) say(session);
}

function parseEvery(text: string): number {
  return Math.max(leastEveryMs, parseDuration('--every', text));
}
