import { GetProductsCommand, type PricingClient } from '@aws-sdk/client-pricing';
import type { InstanceSize } from '../../../core/prices/size-catalogue.ts';
import { readProduct } from './price-product.ts';

type Client = Pick<PricingClient, 'send'>;

/** So many sizes are asked for at once. */
const atOnce = 5;

/** What of an instance's price is asked for: Linux without anything installed, on demand, on shared hardware, that runs. */
const kind = { operatingSystem: 'Linux', preInstalledSw: 'NA', tenancy: 'Shared', capacitystatus: 'Used' };

/** What sizes cost in a Region by the price list of AWS, and those that it has none of there. */
export interface SizePrices {
  readonly sizes: readonly InstanceSize[];
  readonly missing: readonly string[];
}

/** Asks the price list for each of these sizes; `onAsked` hears of each that is known. Rejects where it cannot be asked. */
export async function sizePrices(
  client: Client,
  { region, names }: { readonly region: string; readonly names: readonly string[] },
  abortSignal: AbortSignal,
  onAsked: (name: string) => void = () => {},
): Promise<SizePrices> {
  const found = new Map<string, InstanceSize | null>();
  const left = names.values();
  const work = async () => {
    for (const name of left) {
      found.set(name, await priceOf(client, region, name, abortSignal));
      onAsked(name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return {
    sizes: names.flatMap((name) => found.get(name) ?? []),
    missing: names.filter((name) => (found.get(name) ?? null) === null),
  };
}

async function priceOf(
  client: Client,
  regionCode: string,
  instanceType: string,
  abortSignal: AbortSignal,
): Promise<InstanceSize | null> {
  const Filters = Object.entries({ ...kind, instanceType, regionCode }).map(([Field, Value]) => {
    return { Type: 'TERM_MATCH' as const, Field, Value };
  });
  const command = new GetProductsCommand({ ServiceCode: 'AmazonEC2', Filters, MaxResults: 10 });
  const { PriceList = [] } = await client.send(command, { abortSignal });
  const priced = PriceList.flatMap((product: unknown) => sizeOf(instanceType, product) ?? []);
  return priced[0] ?? null;
}

/** Null where a product is no size with an hourly price. */
function sizeOf(name: string, text: unknown): InstanceSize | null {
  const { attributes, usdPerHour } = readProduct(text);
  const { vcpu = '', memory = '', instanceType } = attributes;
  const [vcpus, memoryGib] = [Number(vcpu), Number(/^([\d.,]+) GiB$/.exec(memory)?.[1]?.replaceAll(',', ''))];
  if (instanceType !== name || usdPerHour === null || !(vcpus > 0) || !(memoryGib > 0)) return null;
  return { name, vcpus, memoryGib, usdPerHour };
}
