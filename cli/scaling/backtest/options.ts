import { InvalidInput } from '../../../core/model/errors.ts';
import { type FaultKind, faultKinds } from '../../../sim/scaling/world/fault-kind.ts';
import { oneOf } from '../../choice.ts';
import type { Where } from '../../connect.ts';
import { parseTimestamp } from '../../times/parse-timestamp.ts';
import type { TraceHints } from '../traces/trace-hints.ts';
import type { NamedMetric } from './named-metric.ts';
import type { OwnOptions } from './own-options.ts';

/** What a backtest was asked on the command line. */
export interface BacktestOptions extends Where, TraceHints, OwnOptions {
  readonly cloudwatch?: string;
  readonly metric?: NamedMetric;
  /** Where a Prometheus is. */
  readonly prometheus?: string;
  /** A site of Datadog. */
  readonly datadog?: string;
  /** What it is asked. */
  readonly query?: string;
  readonly dimension?: Readonly<Record<string, string>>;
  readonly stat: string;
  readonly days: number;
  /** Seconds. */
  readonly lead?: number;
  /** Seconds. */
  readonly warmLead?: number;
  /** As a share of the cost of a unit that runs. */
  readonly warmPrice?: number;
  /** The target of AWS's own target tracking, as a share. */
  readonly besideNative?: number;
  /** Percent of requests. */
  readonly sloBudget?: number;
  readonly metrics: 20 | 60;
  readonly seeds: number;
  readonly full?: true;
  readonly faults: readonly FaultKind[];
  /** Milliseconds since 1970. */
  readonly explain?: number;
  readonly html?: string;
  readonly decisions?: string;
  readonly json?: true;
}

const longestLeadSeconds = 3600;

/** Reads a lead time in seconds. Throws `InvalidInput`. */
export function parseLead(option: string): (text: string) => number {
  return (text) => {
    const seconds = numberOf(text);
    if (seconds >= 1 && seconds <= longestLeadSeconds) return seconds;
    throw new InvalidInput(
      option,
      `"${text}" is not a lead time; give seconds from 1 to ${longestLeadSeconds}, e.g. 180`,
    );
  };
}

/** Reads what a prepared unit costs, as a share of one that runs. Throws `InvalidInput`. */
export function parseWarmPrice(text: string): number {
  const share = numberOf(text);
  if (share >= 0 && share <= 1) return share;
  throw new InvalidInput(
    '--warm-price',
    `"${text}" is not a share of the price of a running unit; give 0 to 1, e.g. 0.02`,
  );
}

/** Reads how busy target tracking keeps units, as a share. Throws `InvalidInput`. */
export function parseNativeTarget(text: string): number {
  const share = numberOf(text);
  if (share > 0 && share <= 1) return share;
  throw new InvalidInput('--beside-native', `"${text}" is not a share of what a unit can do; give 0 to 1, e.g. 0.5`);
}

/** Reads a budget in percent of requests. Throws `InvalidInput`. */
export function parseBudget(text: string): number {
  const percent = numberOf(text);
  if (percent > 0 && percent < 100) return percent;
  throw new InvalidInput(
    '--slo-budget',
    `"${text}" is not a budget; give percent of requests above 0 and below 100, e.g. 0.5`,
  );
}

/** Reads the period of metrics in seconds. Throws `InvalidInput`. */
export function parseMetricClass(text: string): 20 | 60 {
  const seconds = numberOf(text);
  if (seconds === 20 || seconds === 60) return seconds;
  throw new InvalidInput('--metrics', `"${text}" cannot be simulated; give 60 or 20 seconds`);
}

/** Reads a time as milliseconds since 1970. Throws `InvalidInput`. */
export function parseTime(text: string): number {
  const atMs = parseTimestamp(text);
  if (atMs !== null) return atMs;
  throw new InvalidInput('--explain', `"${text}" is not a time; write it as 2026-01-31T08:00Z`);
}

/** Reads faults between commas. Throws `InvalidInput`. */
export function parseFaults(text: string): FaultKind[] {
  return text.split(',').map((name) => oneOf('--faults', faultKinds, name.trim()));
}

function numberOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}
