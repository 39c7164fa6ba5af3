import { type Command, Option } from 'commander';
import { InvalidInput } from '../../../core/model/errors.ts';
import { choosing } from '../../choice.ts';

/** What a person says of a fleet of their own. Why: docs/decisions/0042. */
export interface OwnOptions {
  /** Requests per second. */
  readonly unitCapacity?: number;
  readonly valuesPer?: ValuesPer;
  /** Dollars a unit and hour. */
  readonly price?: number;
  readonly min?: number;
  readonly max?: number;
  readonly scalable?: string;
  readonly config?: string;
  readonly against?: string;
  readonly markdown?: string;
  readonly failOverBudget?: true;
}

const spans = ['second', 'minute', 'hour', 'step'] as const;
export type ValuesPer = (typeof spans)[number];

/** The options by which figures are of one's own fleet, and one's own policy is a row. */
export function withOwnFleet(command: Command): Command {
  return command
    .option('--unit-capacity <n>', 'requests per second that one unit serves at most', positive('--unit-capacity'))
    .addOption(valuesPer('a file'))
    .option('--price <dollars>', 'what a unit costs an hour', positive('--price'))
    .option('--min <units>', 'the least that runs', units('--min'))
    .option('--max <units>', 'the most that runs', units('--max'))
    .option('--scalable <scalable>', 'a scalable of your config, as a row of its own')
    .option('--config <file>', 'the config that it is in (default: headroom.config.ts, .js or .json)')
    .option('--against <file>', 'the config before a change, as a second row')
    .option('--markdown <file>', 'write what your policies cost as Markdown, for a pull request')
    .option('--fail-over-budget', 'exit with 1 where your policy, or Headroom where none is named, misses the budget');
}

/** The option that says what values count by. */
export function valuesPer(of: string): Option {
  return choosing(new Option('--values-per <span>', `what the values of ${of} count by`), '--values-per', spans);
}

/** Reads a number above 0. Throws `InvalidInput`. */
export function positive(option: string): (text: string) => number {
  return (text) => {
    const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (value > 0) return value;
    throw new InvalidInput(option, `"${text}" is not a number above 0; give one, e.g. 10`);
  };
}

function units(option: string): (text: string) => number {
  return (text) => {
    const count = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (count >= 1 && count <= 1_000_000) return count;
    throw new InvalidInput(option, `"${text}" is not a number of units; give a whole number from 1 on`);
  };
}
