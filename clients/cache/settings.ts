import type { UseReport } from '../../core/caching/use-report.ts';
import { InvalidInput } from '../../core/model/errors.ts';

/** How a cache behaves. */
export interface CacheSettings {
  /** Which cache it is; its keys begin with it. Letters, digits, `._/-`. */
  readonly name: string;
  /** How long a value is answered with as it is. Up to a tenth less, by chance, so that not all end at once. @default 60 */
  readonly freshSeconds?: number;
  /** How long it is remembered that there is nothing: the loader answered null or undefined. @default a tenth of `freshSeconds` */
  readonly absentSeconds?: number;
  /** How much longer it is answered with while one caller loads it again. @default 0 */
  readonly staleWhileRevalidateSeconds?: number;
  /** How much longer than `freshSeconds` it is answered with where the loader fails. @default 0 */
  readonly staleIfErrorSeconds?: number;
  /** How long others wait for a process that died while it loaded; one that lives renews its lease. @default 2 */
  readonly leaseSeconds?: number;
  /** How long somebody waits for another's load before loading too. @default 10 */
  readonly waitSeconds?: number;
  /** Most bytes of a value that is stored; at most 64 MiB. @default 1 MiB */
  readonly mostBytes?: number;
  /** How long one command may take before the cache counts as dead. @default 200 */
  readonly commandTimeoutMs?: number;
  /**
   * Who waits while a stale value is loaded again: the one caller who came upon it (`inline`), or nobody (`behind`), which
   * is not for Lambda, where processes are frozen between requests. @default inline
   */
  readonly refresh?: 'behind' | 'inline';
  /**
   * How long the values of keys that this process asks for more than a hundred times a second are kept in it, and answered
   * with unasked: so much later it may learn that others have invalidated them. At most 10. @default 0, and none is kept
   */
  readonly hotSeconds?: number;
  /** How often this process leaves at the server what it has seen, for `headroom cache curve`; 0 for never. @default 60 */
  readonly reportSeconds?: number;
  /** Told what this process has seen, as often as it leaves that at the server: for metrics of your own. @default nobody is */
  readonly onReport?: (report: UseReport) => void;
  /** Told of what went wrong while nobody waited for it. @default nothing is said */
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/** The same with all that was left out, in milliseconds. */
export interface CheckedSettings {
  readonly name: string;
  readonly freshMs: number;
  readonly absentMs: number;
  readonly staleMs: number;
  readonly errorMs: number;
  readonly leaseMs: number;
  readonly waitMs: number;
  readonly hotMs: number;
  readonly reportMs: number;
  readonly mostBytes: number;
  readonly commandTimeoutMs: number;
  readonly refresh: 'behind' | 'inline';
  onReport(report: UseReport): void;
  onTrouble(what: string, error: unknown): void;
}

const dayOfSeconds = 86_400;
const mostStoredBytes = 64 * 1024 * 1024;

/** Throws `InvalidInput` naming the field, the value and the fix. */
export function checkSettings(settings: CacheSettings): CheckedSettings {
  const { name, refresh = 'inline', onReport = () => {}, onTrouble = () => {} } = settings;
  if (!/^[A-Za-z0-9._/-]{1,100}$/.test(name))
    throw new InvalidInput('name', `expected 1 to 100 letters, digits and ._/-; came ${JSON.stringify(name)}`);
  const seconds = (field: SecondsField, other: number, least: number) =>
    1000 * within(field, settings[field] ?? other, least, 30 * dayOfSeconds);
  const freshMs = seconds('freshSeconds', 60, 0.01);
  return {
    name,
    freshMs,
    absentMs: seconds('absentSeconds', freshMs / 10_000, 0),
    staleMs: seconds('staleWhileRevalidateSeconds', 0, 0),
    errorMs: seconds('staleIfErrorSeconds', 0, 0),
    leaseMs: seconds('leaseSeconds', 2, 0.05),
    waitMs: seconds('waitSeconds', 10, 0),
    hotMs: 1000 * within('hotSeconds', settings.hotSeconds ?? 0, 0, 10),
    reportMs: seconds('reportSeconds', 60, 0),
    mostBytes: within('mostBytes', settings.mostBytes ?? 1024 * 1024, 1, mostStoredBytes),
    commandTimeoutMs: within('commandTimeoutMs', settings.commandTimeoutMs ?? 200, 1, 60_000),
    refresh,
    onReport,
    onTrouble,
  };
}

type SecondsField = Extract<keyof CacheSettings, `${string}Seconds`>;

function within(field: string, value: number, least: number, most: number): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw new InvalidInput(field, `expected a number from ${least} to ${most}; came ${String(value)}`);
}
