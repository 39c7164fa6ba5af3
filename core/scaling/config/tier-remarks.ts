import type { Remark } from '../../schema/section.ts';
import type { ScalableConfig } from './scalable.ts';
import type { Need } from './tier-needs.ts';

interface TierRemark extends Remark {
  readonly scalable: string;
}

/** What should be said of needs that are right, and of which another scalable makes something else than is meant. */
export function remarksOnTiers(configs: readonly ScalableConfig[]): TierRemark[] {
  const known = new Map(configs.map((config) => [config.scalable, config]));
  const limited = configs.flatMap((config) => floorsBeyond(config, configs));
  const needs = configs.flatMap((config) =>
    Object.entries(config.needs ?? {}).flatMap(([name, need]) =>
      onNeed(config, { name, need, other: known.get(name) }),
    ),
  );
  return [...limited, ...needs];
}

interface Needing {
  readonly name: string;
  readonly need: Need;
  readonly other: ScalableConfig | undefined;
}

function onNeed({ scalable, bounds }: ScalableConfig, { name, need, other }: Needing): TierRemark[] {
  const { connectionsPerUnit: perUnit, connectionsMost: most } = need;
  if (perUnit === null) return [];
  const field = `needs[${JSON.stringify(name)}]`;
  if (most !== null && perUnit * bounds.min > most) {
    const says = `${most} is less than the ${perUnit * bounds.min} that bounds.min ${bounds.min} holds, which wins; raise it or lower bounds.min`;
    return [{ scalable, field: `${field}.connectionsMost`, says }];
  }
  if (most !== null || other === undefined || other.connectionsMost !== undefined) return [];
  const says = `limits nothing, since "${name}" does not say how many it takes; give it connectionsMost`;
  return [{ scalable, field: `${field}.connectionsPerUnit`, says }];
}

/** The least of those that need it wins over what it takes. */
function floorsBeyond(config: ScalableConfig, all: readonly ScalableConfig[]): TierRemark[] {
  const { scalable } = config;
  const most = mostTaken(config);
  if (most === null) return [];
  const holding = all.flatMap(({ scalable: name, bounds, needs }) => {
    const held = (needs?.[scalable]?.connectionsPerUnit ?? 0) * bounds.min;
    return held > 0 ? [{ name, held }] : [];
  });
  const held = holding.reduce((sum, one) => sum + one.held, 0);
  if (held <= most) return [];
  const names = holding.map(({ name }) => `"${name}"`).join(' and ');
  const says = `${most} at most are taken, and bounds.min of ${names} holds ${held}, which wins; raise it, or lower bounds.min there`;
  return [{ scalable, field: 'connectionsMost', says }];
}

/** With all the units that it may have; null where it limits none, or the server is asked. */
function mostTaken({ connectionsMost: most, bounds }: ScalableConfig): number | null {
  if (most === undefined || typeof most === 'number') return most ?? null;
  return 'perUnit' in most ? Math.floor(most.perUnit * bounds.max) : null;
}
