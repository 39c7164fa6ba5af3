import { InvalidInput } from '../../model/errors.ts';
import { checkUnits } from './check-units.ts';
import type { PolicyConfig } from './kinds.ts';
import { namedReadings } from './readings-of.ts';
import type { ScalableConfig } from './scalable.ts';

type Step = PolicyConfig<'step'>['steps'][number];
type Window = PolicyConfig<'schedule'>['windows'][number];

/** Checks what no field can tell alone. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkScalable(config: ScalableConfig): void {
  checkBounds(config);
  checkReadings(config);
  checkLearners(config);
  config.policies.forEach((policy, index) => {
    checkPolicy(policy, `policies[${index}]`, config);
  });
  checkUnits(config);
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

const learners: readonly PolicyConfig['kind'][] = ['provisioner', 'tuned'];

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
  for (const [at, name] of Object.entries(namedReadings(policy))) checkReadingName(name, `${field}.${at}`, config);
  if (policy.kind === 'step') checkSteps(policy.steps, field);
  if (policy.kind === 'schedule') checkSchedule(policy, field, config);
  if (policy.kind === 'backlog') checkBacklog(policy, field);
}

function checkReadingName(name: string, field: string, { readings }: ScalableConfig): void {
  if (Object.hasOwn(readings, name)) return;
  const known = Object.keys(readings).join(', ') || 'none';
  throw new InvalidInput(field, `"${name}" is not among the readings (${known}); add it or correct the name`);
}

function checkSteps(steps: readonly Step[], field: string): void {
  steps.forEach((step, index) => {
    const at = `${field}.steps[${index}]`;
    if ((step.add === null) === (step.addPercent === null)) {
      throw new InvalidInput(at, 'a step has either add or addPercent; give one of them');
    }
    if (step.from === null && step.below === null) {
      throw new InvalidInput(at, 'neither from nor below is given, so it would add without end; give one or both');
    }
    if (step.from !== null && step.below !== null && step.from >= step.below) {
      throw new InvalidInput(
        at,
        `from ${step.from} is not below ${step.below}; the range holds nothing, so raise below`,
      );
    }
    const other = steps.findIndex((before, place) => place < index && overlap(before, step));
    if (other !== -1) {
      throw new InvalidInput(
        at,
        `its range ${tellRange(step)} overlaps steps[${other}] ${tellRange(steps[other])}; part them`,
      );
    }
  });
}

function overlap(a: Step, b: Step): boolean {
  return startOf(a) < endOf(b) && startOf(b) < endOf(a);
}

function startOf(step: Step): number {
  return step.from ?? Number.NEGATIVE_INFINITY;
}

function endOf(step: Step): number {
  return step.below ?? Number.POSITIVE_INFINITY;
}

function tellRange(step: Step | undefined): string {
  return `[${step?.from ?? 'open'}, ${step?.below ?? 'open'})`;
}

function checkSchedule({ timeZone, windows }: PolicyConfig<'schedule'>, field: string, config: ScalableConfig): void {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
  } catch {
    throw new InvalidInput(`${field}.timeZone`, `"${timeZone}" is no IANA time zone; write one such as Europe/Berlin`);
  }
  windows.forEach((window, index) => {
    checkWindow(window, `${field}.windows[${index}]`, config);
  });
}

function checkWindow({ floor, ceiling }: Window, at: string, { bounds }: ScalableConfig): void {
  if (floor === null && ceiling === null) {
    throw new InvalidInput(at, 'a window has a floor, a ceiling or both; give one');
  }
  if (floor !== null && ceiling !== null && floor > ceiling) {
    throw new InvalidInput(at, `floor ${floor} is above ceiling ${ceiling}; raise the ceiling or lower the floor`);
  }
  if (floor !== null && floor > bounds.max) {
    throw new InvalidInput(
      `${at}.floor`,
      `${floor} is above bounds.max ${bounds.max}, which would win; lower it or raise bounds.max`,
    );
  }
  if (ceiling !== null && ceiling < bounds.min) {
    throw new InvalidInput(
      `${at}.ceiling`,
      `${ceiling} is below bounds.min ${bounds.min}, which would win; raise it or lower bounds.min`,
    );
  }
}

function checkBacklog({ acceptableLatencySeconds, processingSeconds }: PolicyConfig<'backlog'>, field: string): void {
  if (processingSeconds <= acceptableLatencySeconds) return;
  throw new InvalidInput(
    `${field}.acceptableLatencySeconds`,
    `${acceptableLatencySeconds} is less than one message takes (processingSeconds ${processingSeconds}); raise it to that at least`,
  );
}
