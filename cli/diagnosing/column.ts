import { type ResourceKind, resourceKinds } from '../../core/diagnosing/config/kinds.ts';
import { InvalidInput } from '../../core/model/errors.ts';

/** What stands in one column of readings. */
export type Column =
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
  const parts = header.split(':').map((part) => part.trim());
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1 && /^time$/i.test(first)) return { of: 'time' };
  if (parts.length === 1 && first === 'clients') return { of: 'clients' };
  if (first === 'load' && parts.length <= 2) return { of: 'load', name: second === '' ? 'all' : second };
  if (parts.length === 2) {
    const [measure, times] = own(tierMeasures, second, header);
    return { of: 'tier', tier: first, measure, times };
  }
  if (parts.length !== 3) throw new InvalidInput(named(header), `is not one of ${grammar}`);
  const [measure, times] = own(resourceMeasures, third, header);
  return { of: 'resource', tier: first, resource: second, measure, times };
}

const grammar = 'time, load, load:<class>, clients, <tier>:<measure> and <tier>:<resource>:<measure>';

function own<Known>(record: Readonly<Record<string, Known>>, name: string, header: string): Known {
  const known = Object.hasOwn(record, name) ? record[name] : undefined;
  if (known !== undefined) return known;
  throw new InvalidInput(named(header), `"${name}" is not a measure; it takes ${Object.keys(record).join(', ')}`);
}

function named(header: string): string {
  return `column "${header.slice(0, 80)}"`;
}

/** The kind that a resource's name begins with; null where it begins with none. */
export function kindByName(resource: string): ResourceKind | null {
  return resourceKinds.find((kind) => resource.toLowerCase().startsWith(kind)) ?? null;
}
