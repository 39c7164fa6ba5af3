import * as z from 'zod/mini';
import { InvalidInput } from '../../model/errors.ts';
import { didYouMean } from '../../model/near-names.ts';
import { checkAll, readAll } from '../../schema/all-faults.ts';
import { oneOf } from '../../schema/one-of.ts';
import { isRecord } from '../../schema/take-apart.ts';
import { checkBeside } from './check-beside.ts';
import { checkConnections } from './check-connections.ts';
import { checkSizes } from './check-sizes.ts';
import { checkUnits } from './check-units.ts';
import { checkWarmPool } from './check-warm-pool.ts';
import { checkZero } from './check-zero.ts';
import { learners, type PolicyConfig, policyKindOf, policySchemas } from './policy-kinds.ts';
import type { ScalableConfig } from './scalable.ts';

const policySchema = oneOf(policySchemas);

/** Checks what no field can tell alone; what is counted in which unit only once each part is right by itself. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkScalable(config: ScalableConfig): void {
  checkAll(
    () => checkBounds(config),
    () => checkReadings(config),
    () => checkLearners(config),
    ...config.policies.map((policy, index) => () => checkPolicy(policy, `policies[${index}]`, config)),
  );
  checkAll(
    ...[checkUnits, checkZero, checkWarmPool, checkSizes, checkConnections, checkBeside].map(
      (check) => () => check(config),
    ),
  );
}

/**
 * The same of an input of which a schema has refused some part: what can be told of its other parts by themselves. Throws
 * `InvalidInput`.
 */
export function checkRest(input: unknown, isRefused: (field: string) => boolean): void {
  const { bounds, readings, policies } = (isRecord(input) ? input : {}) as Partial<ScalableConfig>;
  checkAll(
    () => {
      if (bounds !== undefined && !isRefused('bounds')) checkBounds({ bounds });
    },
    ...Array.from(Array.isArray(policies) ? policies : [], (policy: unknown, index) => () => {
      const field = `policies[${index}]`;
      if (isRefused(field)) return;
      // As it is written, it lacks what nobody has to say.
      const { data } = z.safeParse(policySchema, policy);
      if (data !== undefined) checkReadingNames(data, field, { readings: readings ?? {} });
    }),
  );
}

function checkBounds({ bounds }: Pick<ScalableConfig, 'bounds'>): void {
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
  checkReadingNames(policy, field, config);
  policyKindOf(policy).check(policy, field, config);
}

function checkReadingNames(policy: PolicyConfig, field: string, config: Pick<ScalableConfig, 'readings'>): void {
  const named = Object.entries(policyKindOf(policy).readings(policy));
  readAll(named, ([at, name]) => checkReadingName(name, `${field}.${at}`, config));
}

function checkReadingName(name: string, field: string, { readings }: Pick<ScalableConfig, 'readings'>): void {
  if (Object.hasOwn(readings, name)) return;
  const names = Object.keys(readings);
  const fix = didYouMean(name, names) || 'add it or correct the name';
  throw new InvalidInput(field, `"${name}" is not among the readings (${names.join(', ') || 'none'}); ${fix}`);
}
