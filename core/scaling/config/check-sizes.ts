import { InvalidInput } from '../../model/errors.ts';
import { checkAll, readAll } from '../../schema/all-faults.ts';
import type { ScalableConfig } from './scalable.ts';
import type { Rung, Sizes } from './sizes.ts';
import type { TargetKind } from './target-kinds.ts';

const memoryInMb = /^(12[89]|1[3-9]\d|[2-9]\d\d|[1-9]\d{3}|10[01]\d\d|102[0-3]\d|10240)$/;

/** How each kind that has sizes says one. Of a kind without a line nothing can be changed. */
const sizeNames: { readonly [Kind in TargetKind]?: { readonly is: RegExp; readonly example: string } } = {
  'auto-scaling-group': { is: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, example: 'm7g.large' },
  'ecs-service': { is: /^\d+\/\d+$/, example: '512/1024' },
  'aurora-readers': { is: /^db\.[a-z][a-z0-9-]*\.[a-z0-9-]+$/, example: 'db.r7g.large' },
  // 128 to 10,240 MB (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
  'lambda-concurrency': { is: memoryInMb, example: '1024 for 1,024 MB, from 128 to 10240' },
};

/** Checks what is said of sizes. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkSizes(config: ScalableConfig): void {
  const { sizes, target } = config;
  if (sizes === undefined) return;
  const names = sizeNames[target.kind];
  if (names === undefined) {
    const says = `units of targets of the kind ${target.kind} have no size that could be changed; leave it out`;
    throw new InvalidInput('sizes', says);
  }
  checkAll(
    () => checkLadder(sizes, names),
    () => checkConfigured(sizes),
    () => checkAlias(target),
    () => checkTimeZone(sizes.timeZone),
    () => sizes.change === 'on' && checkChanging(config, sizes),
  );
}

function checkLadder({ ladder }: Sizes, { is, example }: { readonly is: RegExp; readonly example: string }): void {
  readAll(ladder, (rung, place) => {
    const field = `sizes.ladder[${place}]`;
    if (!is.test(rung.size))
      throw new InvalidInput(`${field}.size`, `"${rung.size}" is not a size; write e.g. ${example}`);
    if (ladder.findIndex(({ size }) => size === rung.size) < place)
      throw new InvalidInput(`${field}.size`, `"${rung.size}" is on the ladder twice; remove one of them`);
    checkAbove(rung, ladder[place - 1], field);
  });
}

function checkConfigured({ ladder, configured }: Sizes): void {
  if (ladder.some(({ size }) => size === configured)) return;
  const known = ladder.map(({ size }) => size).join(', ');
  throw new InvalidInput('sizes.configured', `"${configured}" is not on the ladder (${known}); add it or correct it`);
}

function checkAbove(rung: Rung, before: Rung | undefined, field: string): void {
  if (before === undefined || before.serves < rung.serves) return;
  const says = `${rung.serves} is not more than the ${before.serves} of ${before.size} before it; the size that serves least comes first`;
  throw new InvalidInput(`${field}.serves`, says);
}

/** The memory of a function changes by the version that an alias serves. */
function checkAlias(target: ScalableConfig['target']): void {
  if (target.kind !== 'lambda-concurrency' || target.aliasName !== null) return;
  const says = 'is left out, and the memory of a function changes by the version that its alias serves; name the alias';
  throw new InvalidInput('target.aliasName', says);
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
  } catch {
    throw new InvalidInput('sizes.timeZone', `"${timeZone}" is not an IANA time zone; write one such as Europe/Berlin`);
  }
}

/** What has to be so before anything is changed. */
function checkChanging({ bounds, policies, warmPool }: ScalableConfig, { windows, redundancy }: Sizes): void {
  if (windows.length === 0)
    throw new InvalidInput(
      'sizes.windows',
      'is empty; say when units may be replaced, e.g. { from: "02:00", to: "05:00" }',
    );
  if (warmPool?.mode === 'on') {
    const says =
      '"on" beside a warmPool is not possible, since what stands prepared has the size of before; leave one out';
    throw new InvalidInput('sizes.change', says);
  }
  if (redundancy !== null && redundancy > bounds.max)
    throw new InvalidInput(
      'sizes.redundancy',
      `${redundancy} is above bounds.max ${bounds.max}; raise that or lower it`,
    );
  policies.forEach((policy, place) => {
    if (!('unitPerSecond' in policy) || policy.unitPerSecond !== null) return;
    const says = 'is left out, so that it is learned, and what was learned of one size is wrong of the next; give it';
    throw new InvalidInput(`policies[${place}].unitPerSecond`, says);
  });
}
