import { readBy } from '../../adapters/diagnosing/read-by.ts';
import { dynamoDbServices } from '../../adapters/diagnosing/services.ts';
import { dynamoDbFindings } from '../../adapters/ledger/findings.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import { fewestPeriods, parseService } from '../../core/diagnosing/config/parse-service.ts';
import type { ServiceConfig } from '../../core/diagnosing/config/watched-service.ts';
import type { Growth } from '../../core/diagnosing/growth.ts';
import { observeService } from '../../core/diagnosing/observe.ts';
import { observeGrowth } from '../../core/diagnosing/observe-growth.ts';
import type { ServiceReadings } from '../../core/diagnosing/service-readings.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { Finding } from '../../core/model/finding.ts';
import { CommandError } from '../command-error.ts';
import { clientSettings, connect } from '../connect.ts';
import { tellDuration } from '../duration.ts';
import { note, type Session } from '../session.ts';
import { visible } from '../visible.ts';
import type { DiagnoseOptions } from './diagnose-options.ts';

const patienceMs = 60_000;
/** As many periods as a look may read: beyond that they grow longer. */
const mostPeriods = 288;

/** What the deployment knows of a service: what is read of it now, and what it has found out already. */
interface Live {
  readonly readings: ServiceReadings;
  /** The last two weeks of what may grow. */
  readonly growth: Growth;
  readonly recorded: readonly Finding[];
}

/** Reads a watched service from its sources, as the function does, and what the function has found. */
export async function liveReadings(session: Session, options: DiagnoseOptions): Promise<Live> {
  const { where, windowMs, deploysMs } = options;
  const table = await connect(where);
  const services = dynamoDbServices(table);
  const config = await services.service(options.service ?? onlyOne(await services.names()));
  const startedMs = session.nowMs();
  const leftMs = (): number => startedMs + patienceMs - session.nowMs();
  const sources = connectSources(await clientSettings(where));
  const source = sources({ account: null, leftMs, nowMs: () => session.nowMs() });
  const nowMs = where.local ? ((await tableClock(table)) ?? startedMs) : startedMs;
  const read = readBy(source);
  const { readings, unread } = await observeService(overWindow(config, windowMs), read, nowMs);
  const growth = await observeGrowth(config, read, nowMs);
  for (const { what, why } of unread) note(session, visible(`not read: ${what}: ${why}`));
  const recorded = await dynamoDbFindings(table).list(nowMs, config.service);
  return { readings: { ...readings, deploysMs }, growth, recorded };
}

function onlyOne(names: readonly string[]): string {
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return only;
  throw new CommandError(
    only === undefined
      ? 'no service is watched; deploy one (headroom.watch, or "services" in the config file), or give --csv'
      : `name a service: ${names.toSorted().join(', ')}`,
  );
}

/** The same service over another window. Throws `InvalidInput` where it is too short to tell anything. */
export function overWindow(config: ServiceConfig, windowMs: number | null): ServiceConfig {
  if (windowMs === null) return config;
  const { service, ...input } = config;
  const times = Math.max(1, Math.ceil(windowMs / 1000 / mostPeriods / config.periodSeconds));
  const periodSeconds = times * config.periodSeconds;
  const windowSeconds = Math.floor(windowMs / 1000 / periodSeconds) * periodSeconds;
  if (windowSeconds < fewestPeriods * periodSeconds) {
    const [told, period] = [tellDuration(windowMs), tellDuration(1000 * periodSeconds)];
    const least = tellDuration(fewestPeriods * periodSeconds * 1000);
    throw new InvalidInput('--window', `${told} holds too few periods of ${period}; give ${least} or more`);
  }
  return parseService(service, { ...input, periodSeconds, windowSeconds });
}
