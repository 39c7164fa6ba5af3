import { type SourceConfig, speaksOfPart, zeroIsTold } from './source-kinds.ts';

interface Combined {
  readonly parts: readonly SourceConfig[];
  readonly combine: 'sum' | 'ratio';
  readonly speaksAtZero: boolean | null;
}

/**
 * Whether a reading tells what arrives while no unit runs. People know best; where they say nothing, every part must tell
 * it, and what nobody knows of counts as silent. In a sum, a part that is silent then may stand beside one that is not
 * where its silence is told as 0 by a witness that is always reported.
 */
export function speaksAtZero({ parts, combine, speaksAtZero: told }: Combined): boolean {
  if (told !== null) return told;
  const speaks = (part: SourceConfig) => speaksOfPart(part) === true;
  if (combine === 'ratio') return parts.every(speaks);
  return parts.some(speaks) && parts.every((part) => speaks(part) || zeroIsTold(part));
}
