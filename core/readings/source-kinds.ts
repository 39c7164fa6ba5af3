import { type OfKind, schemasOf } from '../schema/one-of.ts';
import { cloudwatch } from './sources/cloudwatch.ts';
import { datadog } from './sources/datadog.ts';
import { lambda } from './sources/lambda.ts';
import { prometheus } from './sources/prometheus.ts';
import type { SourceContract } from './sources/source-contract.ts';
import type { Unit } from './unit.ts';

/** Where numbers come from. A new kind is a file in `sources`, one line here, and one in the catalogues of `adapters` and `lib`. */
export const sourceKinds = { cloudwatch, lambda, prometheus, datadog };

export type SourceKind = keyof typeof sourceKinds;

/** What the parts of each kind are made of. */
export const sourceSchemas = schemasOf(sourceKinds);

/** A part of a reading: one number over time, by the kind of its source. */
export type SourceConfig<Kind extends SourceKind = SourceKind> = OfKind<typeof sourceSchemas, Kind>;

type Contracts = { readonly [K in SourceKind]: SourceContract<SourceConfig<K>> };
const contracts: Contracts = sourceKinds;

function contractOf<K extends SourceKind>(part: SourceConfig<K>): SourceContract<SourceConfig<K>> {
  return contracts[part.kind as K];
}

/** What people call a part, e.g. the name of its metric. */
export function nameOfPart(part: SourceConfig): string {
  return contractOf(part).name(part);
}

/** What one point of a part counts; null where that is not known. */
export function unitOfPart(part: SourceConfig): Unit | null {
  return contractOf(part).unit(part);
}

/** Whether points of a part add up: over a period twice as long they are twice as large. */
export function adds(part: SourceConfig): boolean {
  return contractOf(part).adds(part);
}

/** Whether a part is silent while there is nothing to tell. */
export function isSparse(part: SourceConfig): boolean {
  return contractOf(part).isSparse(part);
}

/** Whether a part tells what arrives while nothing runs that could serve it; null where that is not known. */
export function speaksOfPart(part: SourceConfig): boolean | null {
  return contractOf(part).speaksAtZero(part);
}

/** Whether the silence of a part is told as 0 whatever happens. */
export function zeroIsTold(part: SourceConfig): boolean {
  return contractOf(part).zeroIsTold(part);
}

/** Whether a part may be told on and on after nobody measures it any more. */
export function holdsLast(part: SourceConfig): boolean {
  return contractOf(part).holdsLast(part);
}

/** What tells how much is being worked on of what a part tells is waiting; null where nothing is known to. */
export function inHandOf(part: SourceConfig): SourceConfig | null {
  return contractOf(part).inHand(part);
}

/** Whether an alarm can watch a part. */
export function wakes(part: SourceConfig): boolean {
  return contractOf(part).wakes;
}

/** The shortest periods, its own at least, in which the source of a part still tells what was so long ago. */
export function keptPeriodSeconds(part: SourceConfig, agoMs: number): number {
  return contractOf(part).keptPeriodSeconds(part, agoMs);
}
