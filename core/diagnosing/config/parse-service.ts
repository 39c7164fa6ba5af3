import { counted } from '../../model/counted.ts';
import { InvalidInput } from '../../model/errors.ts';
import { leadsBack } from '../../model/leads-back.ts';
import { parseNamed } from '../../schema/parse-named.ts';
import { type Gauge, gaugesOf } from './gauges.ts';
import { watchedObjective } from './watched-objective.ts';
import { type ServiceConfig, serviceSchema } from './watched-service.ts';

/** Below so many periods nothing can be told, and above so many an entry would not hold them. */
const [fewestPeriods, mostPeriods] = [12, 288];
/** Readings of one service that an entry still holds over the longest window. */
const mostGauges = 200;

/** Reads the config of one service. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseService(service: string, input: unknown): ServiceConfig {
  const config = {
    ...parseNamed({ what: 'service', field: 'name', name: service, schema: serviceSchema, input }),
    service,
  };
  if (service.includes('/'))
    throw new InvalidInput('name', `"${service}" is a tier; name the service, "${service.split('/', 1)[0]}"`);
  checkWindow(config);
  checkBehind(config);
  const gauges = gaugesOf(config);
  checkPeriods(gauges, config.periodSeconds);
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
  if (config.objective?.needs.includes(service))
    throw new InvalidInput('objective.needs', `"${service}" is the service itself; name others`);
  watchedObjective(config);
  return config;
}

/** What is taken together holds whole periods of whatever it is made of. */
function checkPeriods(gauges: readonly Gauge[], periodSeconds: number): void {
  for (const { what, reading } of gauges) {
    const odd = reading.parts.find((part) => periodSeconds % part.periodSeconds !== 0);
    if (odd === undefined) continue;
    const fix = `give a periodSeconds that is a multiple of it, or read it in shorter periods`;
    throw new InvalidInput(
      'periodSeconds',
      `${periodSeconds} holds no whole periods of ${what}, ${odd.periodSeconds}; ${fix}`,
    );
  }
}

function checkWindow({ windowSeconds, periodSeconds }: ServiceConfig): void {
  const periods = windowSeconds / periodSeconds;
  if (!Number.isInteger(periods))
    throw new InvalidInput('windowSeconds', `${windowSeconds} is not a multiple of periodSeconds, ${periodSeconds}`);
  if (periods >= fewestPeriods && periods <= mostPeriods) return;
  const [low, high] = [fewestPeriods * periodSeconds, mostPeriods * periodSeconds];
  throw new InvalidInput('windowSeconds', `${windowSeconds} is out of reach; give ${low} to ${high}`);
}

/** What is behind a tier is another tier, and no tier is behind itself by way of others. */
function checkBehind({ tiers }: ServiceConfig): void {
  const names = Object.keys(tiers);
  if (names.length === 0) throw new InvalidInput('tiers', 'is empty; write what the service is made of, by name');
  for (const [name, { behind }] of Object.entries(tiers)) {
    const stranger = behind.find((one) => !Object.hasOwn(tiers, one));
    if (stranger !== undefined)
      throw new InvalidInput(`tiers.${name}.behind`, `"${stranger}" is not a tier; known are ${names.join(', ')}`);
    if (leadsBack(name, (one) => tiers[one]?.behind ?? []))
      throw new InvalidInput(`tiers.${name}.behind`, `leads back to "${name}"; leave out what waits for whom in turn`);
  }
}
