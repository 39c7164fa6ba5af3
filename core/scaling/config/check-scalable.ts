import { InvalidInput } from '../../model/errors.ts';
import { checkConnections } from './check-connections.ts';
import { checkSizes } from './check-sizes.ts';
import { checkUnits } from './check-units.ts';
import { checkWarmPool } from './check-warm-pool.ts';
import { checkZero } from './check-zero.ts';
import { learners, type PolicyConfig, policyKindOf } from './policy-kinds.ts';
import type { ScalableConfig } from './scalable.ts';

/** Checks what no field can tell alone. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkScalable(config: ScalableConfig): void {
  checkBounds(config);
  checkReadings(config);
  checkLearners(config);
  config.policies.forEach((policy, index) => {
    checkPolicy(policy, `policies[${index}]`, config);
  });
  checkUnits(config);
  checkZero(config);
  checkWarmPool(config);
  checkSizes(config);
  checkConnections(config);
}

function checkBounds({ bounds }: ScalableConfig): void {
  if (bounds.min > bounds.max) {
    throw new InvalidInput('bounds', `min ${bounds.min} is above max ${bounds.max}; raise max or lower min`);
  }
}

function checkReadings({ readings }: ScalableConfig): void {
  for (const [key, { parts, combine }] of Object.entries(readings)) {
    const field = `readings.${key}.parts`;
    const periods = new Set(parts.map((part) => part.periodSeconds));
    if (periods.size > 1) {
      throw new InvalidInput(field, `periodSeconds ${[...periods].join(' and ')} differ; give every part the same`);
    }
    if (combine === 'ratio' && parts.length !== 2) {
      throw new InvalidInput(
        field,
        `a ratio has two parts, the one above and the one below, not ${parts.length}; add or remove one`,
      );
    }
  }
}

/** What one learns takes half of the memory that a scalable may have. */
function checkLearners({ policies }: ScalableConfig): void {
  const places = policies.flatMap(({ kind }, index) => (learners.includes(kind) ? [index] : []));
  if (places.length < 2) return;
  throw new InvalidInput(
    `policies[${places[1]}]`,
    `a scalable has at most one ${learners.join(' or ')} policy; remove one`,
  );
}

function checkPolicy(policy: PolicyConfig, field: string, config: ScalableConfig): void {
  const kind = policyKindOf(policy);
  for (const [at, name] of Object.entries(kind.readings(policy))) checkReadingName(name, `${field}.${at}`, config);
  kind.check(policy, field, config);
}

function checkReadingName(name: string, field: string, { readings }: ScalableConfig): void {
  if (Object.hasOwn(readings, name)) return;
  const known = Object.keys(readings).join(', ') || 'none';
  throw new InvalidInput(field, `"${name}" is not among the readings (${known}); add it or correct the name`);
}
