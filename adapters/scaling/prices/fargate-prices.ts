import type { PricingClient } from '@aws-sdk/client-pricing';
import type { FargateRate, FargateRates } from '../../../core/prices/fargate-price.ts';
import { allProducts } from './all-products.ts';
import type { PriceProduct } from './price-product.ts';

/** How usage of Linux tasks is called on each platform, behind what stands for the Region. Those of Windows are others. */
const usages = {
  x86: { cpu: 'Fargate-vCPU-Hours:perCPU', gb: 'Fargate-GB-Hours' },
  arm: { cpu: 'Fargate-ARM-vCPU-Hours:perCPU', gb: 'Fargate-ARM-GB-Hours' },
} as const;

/** What tasks of Fargate cost in a Region by the price list of AWS, on each platform that it has there. Rejects where it cannot be asked. */
export async function fargatePrices(
  client: Pick<PricingClient, 'send'>,
  region: string,
  abortSignal: AbortSignal,
): Promise<FargateRates> {
  const filters = { productFamily: 'Compute', regionCode: region };
  const products = await allProducts(client, { service: 'AmazonECS', filters }, abortSignal);
  const [x86, arm] = [rateOf(products, usages.x86), rateOf(products, usages.arm)];
  return { ...(x86 && { x86 }), ...(arm && { arm }) };
}

function rateOf(products: readonly PriceProduct[], usage: (typeof usages)['x86' | 'arm']): FargateRate | null {
  const [usdPerCpuHour, usdPerGbHour] = [usdOf(products, usage.cpu), usdOf(products, usage.gb)];
  return usdPerCpuHour === null || usdPerGbHour === null ? null : { usdPerCpuHour, usdPerGbHour };
}

/** `EUC1-Fargate-GB-Hours`, and in some Regions without the first part. */
function usdOf(products: readonly PriceProduct[], usage: string): number | null {
  const isIt = ({ attributes: { usagetype = '' } }: PriceProduct) => usagetype.replace(/^[A-Z0-9]+-/, '') === usage;
  return products.find((product) => isIt(product) && product.usdPerHour !== null)?.usdPerHour ?? null;
}
