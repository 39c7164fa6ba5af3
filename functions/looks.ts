import type { Context } from 'aws-lambda';
import { Counter } from '../core/looking/count.ts';
import type { Call, Faults, Heard } from '../core/looking/deliver.ts';
import type { Looked } from '../core/looking/looked.ts';
import { type Plan, planLooks, type Roster } from '../core/looking/plan.ts';
import type { Report } from '../core/looking/report.ts';
import { type Entries, faultOf, Results, type Served } from '../core/looking/settle.ts';
import type { Sink, Told } from '../core/looking/sink.ts';
import { tellFault, tellLook } from '../core/looking/tell.ts';
import { isTroubled, tellTroubles, troubleCounts } from '../core/looking/trouble.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Door } from './front-door.ts';
import { type Looker, lookAll } from './look-all.ts';

/** What the looks of one invocation have come to. */
export interface Over<E extends Entry> {
  readonly heard: readonly Heard[];
  readonly plan: Plan;
  readonly faults: Faults;
  /** The entries of the looks. */
  readonly entries: readonly E[];
  /** The entries as an answer. Throws the reason where there is none since a look could not be made. */
  answer(): Entries<E>;
}

/** What is known once all looks are over. */
export interface Closed<Whole, Answer> {
  /** What is counted of the whole. */
  readonly whole: Whole;
  /** What is told beside the looks. */
  readonly told: readonly Told[];
  answer(): Answer;
}

/** One invocation of a capability. */
export interface Looking<E extends Entry, Whole, Answer> extends Looker<E> {
  readonly roster: Roster;
  /** Whether a look that failed sees to another one itself, so that its messages need not come again. */
  readonly mendsItself: boolean;
  close(over: Over<E>): Promise<Closed<Whole, Answer>>;
  /** Lets go of what was opened, whatever happened. */
  end?(): Promise<void>;
}

/** What a function that looks works with; made once a process. */
export interface LookingWorld<E extends Entry, Whole, Answer> {
  readonly hears: Door<Call, Saying & Answer>['hears'];
  readonly sinks: readonly Sink[];
  readonly report: Report<E, Whole>;
  /** `abort` ends calls that are still under way when the time is over. */
  invocation(context: Context, abort: AbortSignal): Promise<Looking<E, Whole, Answer>>;
}

/** What every answer begins with: what came of it, as one sentence for a person. */
export interface Saying {
  readonly says: string;
}

/** A function that looks where the messages say. */
export function looks<E extends Entry, Whole, Answer>(
  world: LookingWorld<E, Whole, Answer>,
): Door<Call, Saying & Answer> {
  const { hears, sinks } = world;
  return {
    hears,
    sinks,
    serve: async (heard, context, abort) => {
      const looking = await world.invocation(context, abort);
      try {
        return await serveLooks(heard, looking, world);
      } finally {
        await looking.end?.();
      }
    },
  };
}

/** Plans, looks, tells and counts. Rejects where no plan can be made. */
export async function serveLooks<E extends Entry, Whole, Answer>(
  heard: readonly Heard[],
  looking: Looking<E, Whole, Answer>,
  { report, sinks }: Pick<LookingWorld<E, Whole, Answer>, 'report' | 'sinks'>,
): Promise<Served<Call, Saying & Answer>> {
  const plan = await planLooks(heard, looking.roster, looking.spine.clock.nowMs());
  const [results, counter] = [
    new Results<E>(looking.mendsItself),
    new Counter<E, Whole>({ ...report.counts, ...troubleCounts }),
  ];
  for (const [{ messageId }, fault] of plan.faults)
    tell({ level: 'error', line: tellFault(fault, messageId), news: null }, sinks);
  for await (const looked of lookAll(plan.looks, looking)) {
    results.add(looked);
    counter.add(looked);
    tell(toldOf(looked, report), sinks);
    await gauge(looked, report, sinks);
    for (const told of await tellTroubles(looked.entry)) tell(told, sinks);
  }
  const faults = new Map<Heard, Error>([...results.faults, ...plan.faults]);
  const { entries } = results;
  const closed = await looking.close({ heard, plan, faults, entries, answer: () => results.answer() });
  for (const told of closed.told) tell(told, sinks);
  if (!isSupposed(heard))
    for (const counted of counter.counted(closed.whole)) for (const sink of sinks) sink.count(counted);
  await Promise.all(sinks.map((sink) => sink.flush()));
  return { faults, answer: async () => saying(entries, answerOf(plan, closed)) };
}

/** The answer, which says first what came of it. Only who invokes directly gets one, so only then the words are loaded. */
async function saying<Answer>(entries: readonly Entry[], answer: Answer): Promise<Saying & Answer> {
  const { sayEntries } = await import('../core/standing/say-entries.ts');
  return { says: await sayEntries(entries), ...answer };
}

function tell(told: Told, sinks: readonly Sink[]): void {
  for (const sink of sinks) sink.tell(told);
}

/** Nothing is drawn of a look that only supposes. */
async function gauge<E extends Entry>(
  { planned, entry }: Looked<E>,
  report: Report<E, never>,
  sinks: readonly Sink[],
): Promise<void> {
  if (entry === null || planned.signal.dryRun || report.gauges === undefined) return;
  const gauges = await report.gauges(entry);
  for (const sink of sinks) sink.gauge?.(gauges);
}

function toldOf<E extends Entry, Whole>(looked: Looked<E>, report: Report<E, Whole>): Told {
  const news = looked.entry === null ? null : report.news(looked.entry);
  return { level: levelOf(looked), line: tellLook(looked, report), news };
}

function levelOf(looked: Looked): Told['level'] {
  if (faultOf(looked) !== null) return 'error';
  return isTroubled(looked.entry) ? 'warn' : 'info';
}

/** Nothing is counted of an invocation that only supposes. */
function isSupposed(heard: readonly Heard[]): boolean {
  return heard.length > 0 && heard.every(({ said }) => said.signal.dryRun);
}

/** A caller that asks for a subject that is not there is told so. */
function answerOf<Answer>({ faults }: Plan, closed: Pick<Closed<unknown, Answer>, 'answer'>): Answer {
  for (const fault of faults.values()) throw fault;
  return closed.answer();
}
