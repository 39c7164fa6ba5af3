import { counted } from '../../model/counted.ts';
import { InvalidInput } from '../../model/errors.ts';
import { leadsBack } from '../../model/leads-back.ts';
import { meantOrAll } from '../../model/near-names.ts';
import { checkAll, faultsIn, readAll, refuseAll } from '../../schema/all-faults.ts';
import { parseNamed } from '../../schema/parse-named.ts';
import { isRecord } from '../../schema/take-apart.ts';
import { type Gauge, gaugesOf } from './gauges.ts';
import { watchedObjective } from './watched-objective.ts';
import { type ServiceConfig, serviceSchema } from './watched-service.ts';

/** Below so many periods nothing can be told. */
export const fewestPeriods = 12;
/** Above so many an entry would not hold them. */
const mostPeriods = 288;
/** Readings of one service that an entry still holds over the longest window. */
const mostGauges = 200;

/** Reads the config of one service. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseService(service: string, input: unknown): ServiceConfig {
  const config = { ...parseFields(service, input), service };
  const gauges: Gauge[] = [];
  checkAll(
    () => checkName(config),
    () => checkWindow(config),
    () => checkTiers(config),
    () => checkOwnNeeds(config),
    () => gauges.push(...gaugesOf(config)),
  );
  checkAll(
    () => checkGauges(gauges),
    () => checkPeriods(gauges, config.periodSeconds),
    () => watchedObjective(config),
  );
  return config;
}

/** Its fields. Of what is refused it is told too which of its tiers name others that there are not. */
function parseFields(service: string, input: unknown) {
  try {
    return parseNamed({ what: 'service', field: 'name', name: service, schema: serviceSchema, input });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    checkAll(
      () => refuseAll(faultsIn(error)),
      () => checkBehind({ tiers: tiersWritten(input) }),
    );
    throw error;
  }
}

function tiersWritten(input: unknown): Readonly<Record<string, Behind>> {
  const tiers = isRecord(input) && isRecord(input.tiers) ? Object.entries(input.tiers) : [];
  const behind = (tier: unknown): unknown[] => (isRecord(tier) && Array.isArray(tier.behind) ? tier.behind : []);
  return Object.fromEntries(
    tiers.map(([name, tier]) => [name, { behind: behind(tier).filter((one) => typeof one === 'string') }]),
  );
}

function checkName({ service }: ServiceConfig): void {
  if (!service.includes('/')) return;
  throw new InvalidInput('name', `"${service}" is a tier; name the service, "${service.split('/', 1)[0]}"`);
}

function checkTiers(config: ServiceConfig): void {
  if (Object.keys(config.tiers).length === 0)
    throw new InvalidInput('tiers', 'is empty; write what the service is made of, by name');
  checkBehind(config);
}

function checkOwnNeeds({ service, objective }: ServiceConfig): void {
  if (!objective?.needs.includes(service)) return;
  throw new InvalidInput('objective.needs', `"${service}" is the service itself; name others`);
}

function checkGauges(gauges: readonly Gauge[]): void {
  if (gauges.length > mostGauges)
    throw new InvalidInput(
      'tiers',
      `have ${counted(gauges.length, 'reading')}, and ${mostGauges} are the most; leave some out`,
    );
  if (!gauges.some(({ of }) => of === 'requests'))
    throw new InvalidInput(
      'requests',
      'are not read, since no tier tells its throughput; give them by class, requests: { all: {...} }',
    );
}

/** What is taken together holds whole periods of whatever it is made of. */
function checkPeriods(gauges: readonly Gauge[], periodSeconds: number): void {
  readAll(gauges, ({ what, reading }) => {
    const odd = reading.parts.find((part) => periodSeconds % part.periodSeconds !== 0);
    if (odd === undefined) return;
    const fix = `give a periodSeconds that is a multiple of it, or read it in shorter periods`;
    throw new InvalidInput(
      'periodSeconds',
      `${periodSeconds} holds no whole periods of ${what}, ${odd.periodSeconds}; ${fix}`,
    );
  });
}

function checkWindow({ windowSeconds, periodSeconds }: ServiceConfig): void {
  const periods = windowSeconds / periodSeconds;
  if (!Number.isInteger(periods))
    throw new InvalidInput('windowSeconds', `${windowSeconds} is not a multiple of periodSeconds, ${periodSeconds}`);
  if (periods >= fewestPeriods && periods <= mostPeriods) return;
  const [low, high] = [fewestPeriods * periodSeconds, mostPeriods * periodSeconds];
  throw new InvalidInput('windowSeconds', `${windowSeconds} is out of reach; give ${low} to ${high}`);
}

interface Behind {
  readonly behind: readonly string[];
}

/** What is behind a tier is another tier, and no tier is behind itself by way of others. */
function checkBehind({ tiers }: { readonly tiers: Readonly<Record<string, Behind>> }): void {
  const names = Object.keys(tiers);
  readAll(Object.entries(tiers), ([name, { behind }]) => {
    const stranger = behind.find((one) => !Object.hasOwn(tiers, one));
    if (stranger !== undefined)
      throw new InvalidInput(`tiers.${name}.behind`, `"${stranger}" is not a tier; ${meantOrAll(stranger, names)}`);
    if (leadsBack(name, (one) => tiers[one]?.behind ?? []))
      throw new InvalidInput(`tiers.${name}.behind`, `leads back to "${name}"; leave out what waits for whom in turn`);
  });
}
