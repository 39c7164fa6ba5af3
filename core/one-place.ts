import { InvalidInput } from './model/errors.ts';
import { isRecord } from './schema/take-apart.ts';

interface Named {
  /** A path from the top. */
  readonly field: string;
  /** The account and Region of an ARN, e.g. `111122223333 in eu-central-1`. */
  readonly place: string;
}

const arn = /^arn:[\w-]+:[\w-]+:([a-z0-9-]+):(\d{12}):/;

/**
 * Refuses a config that names things of two Regions or accounts: alarms, roles and readings of a deployment reach those of its
 * own alone. Throws `InvalidInput`.
 */
export function refuseTwoPlaces(config: Readonly<Record<string, unknown>>): void {
  const [first, ...others] = Object.entries(config).flatMap(([key, value]) => named(key, value));
  const stranger = others.find(({ place }) => place !== first?.place);
  if (first === undefined || stranger === undefined) return;
  const says = `is of ${stranger.place}, and ${first.field} of ${first.place}`;
  throw new InvalidInput(
    stranger.field,
    `${says}; a deployment is in one account and Region, so make a config for each`,
  );
}

/** Every ARN that says where it is. What a function of the user's is told is the user's own. */
function named(field: string, value: unknown): readonly Named[] {
  if (field.endsWith('.payload')) return [];
  if (typeof value === 'string') {
    const [, region, account] = arn.exec(value) ?? [];
    return region === undefined ? [] : [{ field, place: `${account} in ${region}` }];
  }
  if (Array.isArray(value)) return value.flatMap((one, index) => named(`${field}[${index}]`, one));
  if (!isRecord(value)) return [];
  // What stands right below a section is a name that somebody has given.
  const isSection = !/[.[]/.test(field);
  return Object.entries(value).flatMap(([key, one]) =>
    named(!isSection && /^[a-z]\w*$/i.test(key) ? `${field}.${key}` : `${field}[${JSON.stringify(key)}]`, one),
  );
}
