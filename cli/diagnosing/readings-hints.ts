import { type ResourceKind, resourceKinds, type TierKind, tierKinds } from '../../core/diagnosing/config/kinds.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { leadsBack } from '../../core/model/leads-back.ts';
import { meantOrAll } from '../../core/model/near-names.ts';
import { checkAll } from '../../core/schema/all-faults.ts';
import { oneOf } from '../choice.ts';
import { type Column, kindByName } from './column.ts';

/** What a file of readings does not say of what it tells of. */
export interface ReadingsHints {
  readonly service: string;
  /** By tier, or by `tier:resource`. */
  readonly kinds: ReadonlyMap<string, string>;
  /** By `tier:resource`: how many are served side by side in one unit. */
  readonly servers: ReadonlyMap<string, number>;
  /** By tier: those whose time is inside its own. */
  readonly behind: ReadonlyMap<string, readonly string[]>;
  readonly deploysMs: readonly number[];
  /** The newest so many milliseconds; null for all that is in the file. */
  readonly windowMs: number | null;
}

/** What is said of something has to be said of something that is there, and of each resource a kind has to be known. */
export function checkHints(columns: readonly Column[], { kinds, servers, behind }: ReadingsHints): void {
  const { tiers, resources } = namesIn(columns);
  const there = (option: string, names: Iterable<string>, known: readonly string[]) =>
    [...names].map((name) => () => {
      if (known.includes(name)) return;
      throw new InvalidInput(option, `"${name.slice(0, 60)}" is in no column; ${meantOrAll(name, known.slice(0, 10))}`);
    });
  checkAll(
    ...there('--kind', kinds.keys(), [...tiers, ...resources]),
    ...[...kinds].map(([name, kind]) => () => {
      oneOf(`--kind ${name}`, name.includes(':') ? resourceKinds : tierKinds, kind);
    }),
    ...resources.map((name) => () => {
      if (!kinds.has(name)) resourceKindOf(name, kinds);
    }),
    ...there('--servers', servers.keys(), resources),
    ...there('--behind', new Set([...behind].flat(2)), tiers),
    ...[...behind.keys()].map((name) => () => {
      if (!leadsBack(name, (one) => behind.get(one) ?? [])) return;
      throw new InvalidInput('--behind', `leads back to "${name}"; leave out what waits for whom in turn`);
    }),
  );
}

function namesIn(columns: readonly Column[]) {
  const tiers = columns.flatMap((column) => ('tier' in column ? [column.tier] : []));
  const resources = columns.flatMap((one) => (one.of === 'resource' ? [`${one.tier}:${one.resource}`] : []));
  return { tiers: [...new Set(tiers)], resources: [...new Set(resources)] };
}

/** The kind of a resource, `tier:resource`, as it is said or its name begins. Throws `InvalidInput` where neither tells. */
export function resourceKindOf(name: string, kinds: ReadingsHints['kinds']): ResourceKind {
  const said = kinds.get(name);
  const kind = said === undefined ? kindByName(name.slice(name.indexOf(':') + 1)) : kindOf(said, resourceKinds);
  if (kind !== null) return kind;
  throw new InvalidInput(
    `column "${name}"`,
    `begins with no kind of resource; say it by --kind ${name}=<${resourceKinds.join('|')}>`,
  );
}

/** The kind of a tier, as it is said; one that computes where it is not. */
export function tierKindOf(name: string, kinds: ReadingsHints['kinds']): TierKind {
  return kindOf(kinds.get(name), tierKinds) ?? 'compute';
}

function kindOf<Kind extends string>(said: string | undefined, known: readonly Kind[]): Kind | null {
  return known.find((kind) => kind === said) ?? null;
}
