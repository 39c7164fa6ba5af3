import { InvalidInput } from '../../model/errors.ts';
import type { ReadingConfig } from '../../readings/reading-config.ts';
import { readAll } from '../../schema/all-faults.ts';
import { canonical, type Wanted } from './canonical.ts';
import type { TierKind } from './kinds.ts';
import { measuresOf, tierKindOf } from './readings/catalogue.ts';
import { type MeasureName, measureNames, type ResourceMeasures, type TierMeasures } from './tier-measures.ts';
import type { ServiceConfig } from './watched-service.ts';

/** One number that is read of a service, and by what it is multiplied to be in the unit that it is reckoned in. */
export type Gauge = { readonly reading: ReadingConfig; readonly times: number; readonly what: string } & GaugeOf;

type GaugeOf =
  | { readonly of: 'requests'; readonly name: string }
  | { readonly of: 'clients' }
  | { readonly of: 'tier'; readonly tier: string; readonly measure: MeasureName }
  | {
      readonly of: 'resource';
      readonly tier: string;
      readonly resource: string;
      readonly measure: 'utilisation' | 'queue';
    };

/** What a tier is, and all that its parts read of it together. */
export interface WholeTier extends TierMeasures {
  readonly name: string;
  readonly kind: TierKind;
  readonly behind: readonly string[];
}

const wanted: Readonly<Record<MeasureName, Wanted>> = {
  throughput: 'per second',
  latency: 'seconds',
  concurrency: 'count',
  units: 'count',
  errors: 'per second',
};

/** The tiers of a service. Throws `InvalidInput` where two parts of one read the same. */
export function tiersOf({ tiers, periodSeconds }: ServiceConfig): readonly WholeTier[] {
  return readAll(Object.entries(tiers), ([name, { kind, behind, of }]) => {
    const whole = of.reduce<TierMeasures>(
      (before, part, at) => together(before, measuresOf(part, periodSeconds), `tiers.${name}.of[${at}]`),
      { throughput: null, latency: null, concurrency: null, units: null, errors: null, resources: {} },
    );
    const implied = of.map(tierKindOf).findLast((one) => one !== null) ?? 'compute';
    return { name, kind: kind ?? implied, behind, ...whole };
  });
}

function together(before: TierMeasures, more: Partial<TierMeasures>, field: string): TierMeasures {
  const measures = measureNames.map((name) => {
    const added = more[name] ?? null;
    if (added !== null && before[name] !== null)
      throw new InvalidInput(field, `tells the ${name}, which another part of the tier tells too; leave one out`);
    return [name, added ?? before[name]] as const;
  });
  const twice = Object.keys(more.resources ?? {}).find((name) => Object.hasOwn(before.resources, name));
  if (twice !== undefined)
    throw new InvalidInput(field, `tells of "${twice}", which another part of the tier tells too; leave one out`);
  const resources = { ...before.resources, ...more.resources };
  return { ...(Object.fromEntries(measures) as Record<MeasureName, ReadingConfig | null>), resources };
}

/** Every number that is read of a service. Throws `InvalidInput` where a reading is not in a unit that it can be reckoned in. */
export function gaugesOf(config: ServiceConfig): readonly Gauge[] {
  const tiers = tiersOf(config);
  const { clients } = config;
  const parts: readonly (() => readonly Gauge[])[] = [
    () => requestsOf(config, tiers),
    () => (clients === null ? [] : [{ of: 'clients', what: 'clients', ...inUnit('clients', clients, 'count') }]),
    ...tiers.map((tier) => () => gaugesOfTier(tier)),
  ];
  return readAll(parts, (part) => part()).flat();
}

function requestsOf({ requests }: ServiceConfig, tiers: readonly WholeTier[]): readonly Gauge[] {
  const first = tiers.find(({ throughput }) => throughput !== null)?.throughput ?? null;
  const classes: readonly (readonly [string, ReadingConfig])[] = Object.entries(requests);
  const all = classes.length > 0 || first === null ? classes : ([['all', first]] as const);
  return readAll(all, ([name, reading]) => ({
    of: 'requests',
    name,
    what: `requests ${name}`,
    ...inUnit(`requests.${name}`, reading, 'per second'),
  }));
}

function gaugesOfTier(tier: WholeTier): readonly Gauge[] {
  const measures = readAll(measureNames, (measure): Gauge[] => {
    const reading = tier[measure];
    if (reading === null) return [];
    const what = `${measure} of ${tier.name}`;
    return [
      { of: 'tier', tier: tier.name, measure, what, ...inUnit(fieldOf(tier, measure), reading, wanted[measure]) },
    ];
  });
  return [
    ...measures.flat(),
    ...Object.entries(tier.resources).flatMap(([name, one]) => gaugesOfResource(tier, name, one)),
  ];
}

function gaugesOfResource(
  tier: WholeTier,
  resource: string,
  { utilisation, queue }: ResourceMeasures,
): readonly Gauge[] {
  const gauge = (measure: 'utilisation' | 'queue', reading: ReadingConfig, unit: Wanted): Gauge => ({
    of: 'resource',
    tier: tier.name,
    resource,
    measure,
    what: `${measure} of ${resource} of ${tier.name}`,
    ...inUnit(fieldOf(tier, `resources.${resource}.${measure}`), reading, unit),
  });
  return [gauge('utilisation', utilisation, 'share'), ...(queue === null ? [] : [gauge('queue', queue, 'count')])];
}

const fieldOf = ({ name }: WholeTier, what: string) => `tiers.${name}.${what}`;

function inUnit(field: string, reading: ReadingConfig, unit: Wanted) {
  return { reading, times: canonical(field, reading, unit) };
}
