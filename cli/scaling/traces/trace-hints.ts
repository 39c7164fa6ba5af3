import { type Command, Option } from 'commander';
import { InvalidInput } from '../../../core/model/errors.ts';
import { choosing } from '../../choice.ts';
import { fixedOffset } from '../../times/stamp.ts';
import { isTimeZone } from './zones.ts';

const orders = ['month-first', 'day-first'] as const;
const marks = ['point', 'comma'] as const;

/** What a person says of a file that cannot be told from the file. */
export interface TraceHints {
  /** The name, or the number from 1, of the column that holds the demand. */
  readonly column?: string;
  /** Whether 3/2/2026 is in March or in February. */
  readonly dates?: (typeof orders)[number];
  /** Whether 1,234 is more than a thousand or about one. */
  readonly decimal?: (typeof marks)[number];
  /** Where times name no zone: an IANA name, or an offset such as +02:00. */
  readonly timeZone?: string;
}

/** The options by which a person says what a file leaves open. */
export function withTraceHints(command: Command): Command {
  return command
    .option('--column <name>', 'the column of the CSV that holds the demand, by its name or number')
    .addOption(
      choosing(new Option('--dates <order>', 'how 3/2/2026 is meant, where the CSV leaves it open'), '--dates', orders),
    )
    .addOption(
      choosing(
        new Option('--decimal <mark>', 'which mark is the decimal one, where the CSV leaves 1,234 or 1.234 open'),
        '--decimal',
        marks,
      ),
    )
    .option(
      '--time-zone <zone>',
      'the time zone of times that name none, e.g. Europe/Berlin or +02:00 (default: UTC)',
      parseTimeZone,
    );
}

/** Reads a time zone. Throws `InvalidInput`. */
function parseTimeZone(text: string): string {
  if (fixedOffset(text) !== null || isTimeZone(text)) return text;
  throw new InvalidInput('--time-zone', `"${text}" is not a time zone; give one such as Europe/Berlin, UTC or +02:00`);
}
