import { type Filter, GetProductsCommand, type PricingClient } from '@aws-sdk/client-pricing';
import { allPages } from '../../aws/all-pages.ts';
import { type PriceProduct, readProduct } from './price-product.ts';

/** Which products of the price list are asked for: all whose attributes are these. */
export interface AskedProducts {
  readonly service: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** As many as one page may have. */
const productsAtOnce = 100;

/** Every product of the price list that is asked for, page by page. Rejects where it cannot be asked. */
export async function allProducts(
  client: Pick<PricingClient, 'send'>,
  { service: ServiceCode, filters }: AskedProducts,
  abortSignal: AbortSignal,
): Promise<PriceProduct[]> {
  const Filters = Object.entries(filters).map(([Field, Value]): Filter => ({ Type: 'TERM_MATCH', Field, Value }));
  const products = await allPages(async (NextToken) => {
    const asked = { ServiceCode, Filters, MaxResults: productsAtOnce, ...(NextToken && { NextToken }) };
    const page = await client.send(new GetProductsCommand(asked), { abortSignal });
    return { items: page.PriceList as unknown[] | undefined, next: page.NextToken };
  });
  return products.map(readProduct);
}
