import { adds, type SourceConfig, unitOfPart } from './source-kinds.ts';
import type { Unit } from './unit.ts';

interface Combined {
  readonly parts: readonly SourceConfig[];
  readonly combine: 'sum' | 'ratio';
  readonly scale: number;
}

/** What a reading counts, by its parts and its scale; null where they do not tell. A ratio may be of anything. */
export function unitOf({ parts, combine, scale }: Combined): Unit | null {
  const [first, ...others] = parts;
  if (first === undefined || combine === 'ratio') return null;
  const unit = unitOfPart(first);
  if (unit === null || others.some((part) => unitOfPart(part) !== unit)) return null;
  if (others.length > 0 && (unit === 'share' || unit === 'percent')) return null;
  return scaled(unit, scale, parts.every(adds) ? first.periodSeconds : null);
}

/** `summedSeconds` is the period over which it adds up; null where it does not. */
function scaled(unit: Unit, scale: number, summedSeconds: number | null): Unit | null {
  if (isAbout(scale, 1)) return unit;
  if (unit === 'percent' && isAbout(scale, 1 / 100)) return 'share';
  if (unit === 'share' && isAbout(scale, 100)) return 'percent';
  if (unit === 'count' && summedSeconds !== null && isAbout(scale, 1 / summedSeconds)) return 'per second';
  return null;
}

/** People write 1/60 as 0.0167 too. */
function isAbout(value: number, wanted: number): boolean {
  return Math.abs(value / wanted - 1) < 0.005;
}
