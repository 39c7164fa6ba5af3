import { InvalidInput } from '../../core/model/errors.ts';
import type { ReadingConfig } from '../../core/readings/reading-config.ts';
import type { WakeAbove } from '../../core/scaling/config/policies/any-kind/policy-kind.ts';
import { policyKindOf } from '../../core/scaling/config/policy-kinds.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';

/** What one policy would wake up for, with the reading that it names. */
export interface Load extends Omit<WakeAbove, 'reading'> {
  readonly reading: ReadingConfig;
}

/** The loads that the policies of a scalable watch; schedules wake by the clock and watch none. */
export function loadsOf({ policies, readings }: ScalableConfig): readonly Load[] {
  return policies.flatMap((policy) => {
    const above = policyKindOf(policy).wakeAbove(policy);
    return above === null ? [] : [{ ...above, reading: readingNamed(above.reading, readings) }];
  });
}

/** How long the periods of a load's reading are, seconds. */
export function periodOf({ reading }: Load): number {
  return reading.parts[0]?.periodSeconds ?? 60;
}

function readingNamed(name: string, readings: ScalableConfig['readings']): ReadingConfig {
  const reading = readings[name];
  if (reading === undefined) throw new InvalidInput(`readings.${name}`, 'is missing; add it');
  return reading;
}
