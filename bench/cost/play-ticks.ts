import type { Report } from '../../core/looking/report.ts';
import type { Sink } from '../../core/looking/sink.ts';
import type { Entry } from '../../core/model/entry.ts';
import { type Looking, serveLooks } from '../../functions/looks.ts';
import type { Played } from './played.ts';
import { Stage } from './stage.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;
/** A Thursday: an ordinary day. */
const startMs = Date.UTC(2026, 2, 5);
/** What Lambda itself writes of an invocation: START, END and REPORT. */
const platformBytes = 400;

interface Play<E extends Entry, Whole> {
  readonly stage: Stage;
  /** Days before the one that is counted, of which every fifth minute is played. */
  readonly daysBefore: number;
  readonly everyMinutes: number;
  readonly report: Report<E, Whole>;
  invocation(): Promise<Looking<E, Whole, unknown>>;
}

/** Plays ticks at the default cadence, and counts one day of them. Rejects where a look fails. */
export async function playTicks<E extends Entry, Whole>(play: Play<E, Whole>): Promise<Played> {
  const { stage, daysBefore, everyMinutes } = play;
  for (let minute = -daysBefore * dayMinutes; minute < 0; minute += 5) await tick(play, minute, blackHole);
  const before = takenOf(stage);
  const log = new Log();
  const invocations = dayMinutes / everyMinutes;
  let looks = 0;
  for (let minute = 0; minute < dayMinutes; minute += everyMinutes) looks += await tick(play, minute, log);
  const after = takenOf(stage);
  const taken = Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as Taken;
  return { invocations, looks, ...taken, logBytes: log.bytes + invocations * platformBytes, events: log.events };
}

/** Answers how many were looked at. */
async function tick<E extends Entry, Whole>(play: Play<E, Whole>, minute: number, sink: Sink): Promise<number> {
  const atMs = startMs + minute * minuteMs;
  play.stage.nowMs = atMs + 1500;
  const signal = { kind: 'tick', id: `tick-${minute}`, atMs, dryRun: false } as const;
  const heard = [{ messageId: `tick-${minute}`, at: 'event', said: { signal, content: null } }];
  const entries: Entry[] = [];
  const looking = await play.invocation();
  const close: typeof looking.close = async (over) => {
    entries.push(...over.entries);
    return looking.close(over);
  };
  const { faults } = await serveLooks(heard, { ...looking, close }, { report: play.report, sinks: [sink] });
  const [fault] = faults.values();
  if (fault) throw fault;
  for (const { outcome } of entries) {
    if (outcome?.is === 'failed' || outcome?.is === 'refused') throw new Error(JSON.stringify(outcome));
  }
  return entries.length;
}

type Taken = ReturnType<typeof takenOf>;
const takenOf = ({ table, cloudWatch }: Stage) => ({
  writeUnits: table.writeUnits,
  readUnits: table.readUnits,
  expiringBytes: table.expiringBytes,
  metrics: cloudWatch.metrics,
  requests: cloudWatch.requests,
});
const names = Object.keys(takenOf(new Stage())) as (keyof Taken)[];

const blackHole: Sink = { tell: () => {}, count: () => {}, flush: async () => {} };

/** Bytes of the log and events of the bus, as the sinks of the functions write them. */
class Log implements Sink {
  bytes = 0;
  events = 0;
  tell({ line, news }: Parameters<Sink['tell']>[0]): void {
    // What Powertools adds to each line: level, time, service, function and ids.
    this.bytes += JSON.stringify(line).length + 330;
    if (news !== null) this.events++;
  }

  count({ name }: Parameters<Sink['count']>[0]): void {
    // Its name, unit and value in the EMF of the invocation.
    this.bytes += 2 * name.length + 40;
  }

  async flush(): Promise<void> {}
}
