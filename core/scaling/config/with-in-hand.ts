import type { ReadingConfig } from '../../readings/reading-config.ts';
import { inHandOf, type SourceConfig } from '../../readings/source-kinds.ts';
import type { PolicyConfig } from './policy-kinds.ts';
import type { ScalableConfig } from './scalable.ts';

/**
 * The config with what units hold read beside what waits, for each backlog that names nothing and whose source knows: who
 * counts waiting messages alone takes the workers away that are busy with the last of them.
 */
export function withInHand(config: ScalableConfig): ScalableConfig {
  const added: Record<string, ReadingConfig> = {};
  const policies = config.policies.map((policy) => {
    if (policy.kind !== 'backlog' || policy.inHand !== null) return policy;
    const reading = heldBeside(config.readings[policy.reading]);
    return reading === null ? policy : { ...policy, inHand: add(added, policy, config, reading) };
  });
  return { ...config, policies, readings: { ...config.readings, ...added } };
}

/** What is held of what a reading tells is waiting; null where its source does not know. */
function heldBeside(reading: ReadingConfig | undefined): ReadingConfig | null {
  if (reading === undefined || reading.combine !== 'sum') return null;
  const parts = reading.parts.map(inHandOf).filter((part): part is SourceConfig => part !== null);
  if (parts.length < reading.parts.length) return null;
  return { ...reading, parts, perUnit: null, speaksAtZero: null };
}

/** Its name, which is free or belongs to the same reading. */
function add(
  added: Record<string, ReadingConfig>,
  { reading: waiting }: PolicyConfig<'backlog'>,
  { readings }: ScalableConfig,
  reading: ReadingConfig,
): string {
  const base = `${waiting.slice(0, 50)}InHand`;
  const isFree = (name: string) => !Object.hasOwn(readings, name) && !Object.hasOwn(added, name);
  let name = base;
  for (let index = 2; !isFree(name) && JSON.stringify(added[name]) !== JSON.stringify(reading); index++) {
    name = `${base}${index}`;
  }
  added[name] = reading;
  return name;
}
