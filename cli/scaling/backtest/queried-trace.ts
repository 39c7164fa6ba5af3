import { readingOver } from '../../../adapters/scaling/recorded-demand.ts';
import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { counted } from '../../../core/model/counted.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { type ReadingConfig, reading } from '../../../core/readings/reading-config.ts';
import type { Source } from '../../../core/readings/series.ts';
import { tellIssues } from '../../../core/schema/tell-issue.ts';
import { CommandError } from '../../command-error.ts';
import { clientSettings } from '../../connect.ts';
import type { Session } from '../../session.ts';
import type { MeasuredTrace } from '../traces/measured-trace.ts';
import type { BacktestOptions } from './options.ts';
import { type QueriedServer, queriedServers } from './queried-servers.ts';
import { lastDays, withoutEnds } from './recorded-steps.ts';

const patienceMs = 120_000;

/** What a server outside AWS has recorded of a query over the last days. Throws `CommandError` where it has nothing. */
export async function queriedTrace(
  session: Session,
  server: QueriedServer,
  query: string,
  options: BacktestOptions,
): Promise<MeasuredTrace> {
  const { part, clients } = await queriedServers[server]({
    session,
    query,
    options,
    settings: await clientSettings(options),
  });
  const startedMs = session.nowMs();
  const leftMs = (): number => startedMs + patienceMs - session.nowMs();
  const source = connectSources({}, clients)({ account: null, leftMs, nowMs: () => session.nowMs() });
  return readQuery(source, { server, query, part, days: options.days }, startedMs);
}

function parsed(server: QueriedServer, part: object): ReadingConfig {
  const input = { parts: [part] };
  const { success, data, error } = reading.safeParse(input);
  if (success) return data;
  const { field, message } = tellIssues(error.issues, input, reading);
  throw new InvalidInput(`--${server}`, message.slice(field.length + 2));
}

interface Asked {
  readonly server: QueriedServer;
  readonly query: string;
  readonly part: object;
  readonly days: number;
}

/** The same of any source. */
export async function readQuery(
  source: Source,
  { server, query, part, days }: Asked,
  nowMs: number,
): Promise<MeasuredTrace> {
  const told = await readingOver(source, parsed(server, part), lastDays(days, nowMs));
  const values = told.samples.map((sample) => (sample.is === 'value' ? sample.value : null));
  if (values.every((value) => value === null)) {
    const why = told.trouble === null ? 'check its names and labels' : told.trouble;
    throw new CommandError(`${server} tells nothing of ${query} in the last ${counted(days, 'day')}: ${why}`);
  }
  const startMs = told.samples[0]?.atMs ?? nowMs;
  const steps = withoutEnds({ startMs, stepSeconds: told.periodSeconds, values });
  const troubles = told.trouble === null ? [] : [`not all was told: ${told.trouble}`];
  const readAs = [`read from ${server}: ${query}, as told at the end of each period, UTC`, ...troubles];
  return { name: `${query}, the last ${counted(days, 'day')}`, unit: query, ...steps, readAs };
}
