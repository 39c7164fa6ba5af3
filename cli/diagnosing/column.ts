import { type ResourceKind, resourceKinds } from '../../core/diagnosing/config/kinds.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { didYouMean } from '../../core/model/near-names.ts';

/** What stands in one column of readings. */
export type Column = Told & {
  readonly header: string;
  /** How errors call it. */
  readonly field: string;
};

type Told =
  | { readonly of: 'time' }
  | { readonly of: 'load'; readonly name: string }
  | { readonly of: 'clients' }
  | { readonly of: 'tier'; readonly tier: string; readonly measure: TierMeasure; readonly times: number }
  | {
      readonly of: 'resource';
      readonly tier: string;
      readonly resource: string;
      readonly measure: ResourceMeasure;
      readonly times: number;
    };

type TierMeasure = 'throughput' | 'latency' | 'concurrency' | 'units' | 'errors';
type ResourceMeasure = 'utilisation' | 'queue';

/** How each is called in a header, and what makes it of the unit that is reckoned with. */
const tierMeasures: Readonly<Record<string, readonly [TierMeasure, number]>> = {
  throughput: ['throughput', 1],
  latencySeconds: ['latency', 1],
  latencyMs: ['latency', 0.001],
  concurrency: ['concurrency', 1],
  units: ['units', 1],
  errors: ['errors', 1],
};
const resourceMeasures: Readonly<Record<string, readonly [ResourceMeasure, number]>> = {
  utilisation: ['utilisation', 1],
  utilisationPercent: ['utilisation', 0.01],
  queue: ['queue', 1],
};

/** Reads one header. Throws `InvalidInput` that says what may stand there. */
export function readColumn(header: string): Column {
  return { ...toldBy(header), header, field: named(header) };
}

/** What a column tells, whichever its unit: two of one key tell the same. */
export function keyOf({ header, field, ...told }: Column): string {
  return JSON.stringify({ ...told, times: 1 });
}

function toldBy(header: string): Told {
  const parts = header.split(':').map((part) => part.trim());
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1 && /^time$/i.test(first)) return { of: 'time' };
  if (parts.length === 1 && first === 'clients') return { of: 'clients' };
  if (first === 'load' && parts.length <= 2) return { of: 'load', name: second === '' ? 'all' : second };
  if (parts.length === 2 && first !== '') {
    const [measure, times] = own(tierMeasures, second, header);
    return { of: 'tier', tier: first, measure, times };
  }
  if (parts.length !== 3 || parts.includes('')) {
    const meant = didYouMean(header, plainColumns);
    throw new InvalidInput(named(header), `is not one of ${grammar}${meant === '' ? '' : ` (${meant})`}`);
  }
  const [measure, times] = own(resourceMeasures, third, header);
  return { of: 'resource', tier: first, resource: second, measure, times };
}

const plainColumns = ['time', 'load', 'clients'];
const grammar = 'time, load, load:<class>, clients, <tier>:<measure> and <tier>:<resource>:<measure>';

function own<Known>(record: Readonly<Record<string, Known>>, name: string, header: string): Known {
  const known = Object.hasOwn(record, name) ? record[name] : undefined;
  if (known !== undefined) return known;
  const meant = didYouMean(name, Object.keys(record));
  const question = meant === '' ? '' : ` (${meant})`;
  throw new InvalidInput(
    named(header),
    `"${name}" is not a measure; it takes ${Object.keys(record).join(', ')}${question}`,
  );
}

function named(header: string): string {
  return `column "${header.slice(0, 80)}"`;
}

/** The kind that a resource's name begins with; null where it begins with none. */
export function kindByName(resource: string): ResourceKind | null {
  return resourceKinds.find((kind) => resource.toLowerCase().startsWith(kind)) ?? null;
}
