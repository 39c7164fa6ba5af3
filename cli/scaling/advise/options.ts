import { InvalidInput } from '../../../core/model/errors.ts';
import type { ValuesPer } from '../backtest/own-options.ts';
import type { TraceHints } from '../traces/trace-hints.ts';

/** What advice was asked for on the command line. */
export interface AdviseOptions extends TraceHints {
  readonly region?: string;
  readonly profile?: string;
  readonly local?: true;
  readonly only?: string;
  readonly days: number;
  /** Seconds. */
  readonly lead: number;
  /** Percent of requests. */
  readonly sloBudget: number;
  /** Dollars a unit and hour. */
  readonly price?: number;
  /** A file with prices of a Region. */
  readonly sizes?: string;
  /** Requests per second. */
  readonly unitCapacity?: number;
  readonly valuesPer?: ValuesPer;
  readonly html?: string;
  readonly write?: string;
  readonly json?: true;
}

/** CloudWatch keeps minutes for so long (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html). */
export const mostDays = 15;

/** Reads a part of a name. Throws `InvalidInput`. */
export function parseName(text: string): string {
  if (text.trim() !== '') return text.trim().toLowerCase();
  throw new InvalidInput('--only', 'is empty; give a part of a name, e.g. checkout');
}

/** Refuses options of files where an account is looked at, and the other way round. Throws `InvalidInput`. */
export function refuseStrangers(files: readonly string[], options: AdviseOptions): void {
  const { unitCapacity, valuesPer, only, sizes, region, profile, local } = options;
  if (files.length === 0) {
    if (unitCapacity !== undefined)
      throw new InvalidInput('--unit-capacity', 'is for files, and an account tells it by itself; leave it out');
    if (valuesPer !== undefined)
      throw new InvalidInput('--values-per', 'is for files, and no file is given; leave it out');
    return;
  }
  if (only !== undefined)
    throw new InvalidInput('--only', `chooses among the fleets of an account, and ${files[0]} is given; leave it out`);
  if (sizes !== undefined)
    throw new InvalidInput(
      '--sizes',
      `has prices of what an account runs, and ${files[0]} is given; leave it out, and give --price`,
    );
  const where = Object.entries({ region, profile, local }).find(([, value]) => value !== undefined)?.[0];
  if (where !== undefined)
    throw new InvalidInput(
      `--${where}`,
      `says which account is meant, and ${files[0]} is given; leave one of them out`,
    );
  if (unitCapacity !== undefined && valuesPer === undefined) {
    throw new InvalidInput(
      '--values-per',
      'is needed beside --unit-capacity; give second, minute, hour, or step for a sum of each step',
    );
  }
}
