import { priceBook } from './price-book.ts';

/** What a GB and second of a function costs by its architecture, on demand, in the first tier, in us-east-1. */
export function lambdaUsdPerGbSecond(architecture: 'arm64' | 'x86_64'): number {
  const { lambdaUsdPerGbSecond: arm, lambdaX86UsdPerGbSecond: x86 } = priceBook;
  return architecture === 'arm64' ? arm.value : x86.value;
}
