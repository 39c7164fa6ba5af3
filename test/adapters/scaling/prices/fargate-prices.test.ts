import type { PricingClient } from '@aws-sdk/client-pricing';
import { describe, expect, it } from 'vitest';
import { fargatePrices } from '../../../../adapters/scaling/prices/fargate-prices.ts';
import { FakeAws } from '../../fake-aws.ts';

/** A product as AWS tells it: what is billed of tasks has hours for its unit, of memory as well. */
const product = (usagetype: string, ...usd: readonly string[]) => {
  const dimensions = usd.map((USD, at) => [`D${at}`, { unit: 'hours', pricePerUnit: { USD } }]);
  return JSON.stringify({
    product: { productFamily: 'Compute', attributes: { usagetype, servicecode: 'AmazonECS' } },
    terms: { OnDemand: { O: { priceDimensions: Object.fromEntries(dimensions) } } },
  });
};
const x86 = [
  product('EUC1-ECS-EC2-GB-Hours', '0.0000000000'),
  product('EUC1-Fargate-Windows-vCPU-Hours:perCPU', '0.0534120000'),
  product('EUC1-ECS-Anywhere-Instance-hours-WithFree', '0.0102500000', '0.0000000000'),
  product('EUC1-Fargate-vCPU-Hours:perCPU', '0.0465600000'),
  product('EUC1-Fargate-GB-Hours', '0.0051100000'),
  product('EUC1-Fargate-EphemeralStorage-GB-Hours', '0.0001330000'),
];
const arm = [
  product('EUC1-Fargate-ARM-vCPU-Hours:perCPU', '0.0372500000'),
  product('EUC1-Fargate-ARM-GB-Hours', '0.0040900000'),
];
const asked = async (...pages: readonly (readonly string[])[]) => {
  const fake = new FakeAws<PricingClient>({
    GetProducts: ({ NextToken = '0' }: { NextToken?: string }) => {
      const at = Number(NextToken);
      return { PriceList: pages[at] ?? [], ...(at + 1 < pages.length && { NextToken: String(at + 1) }) };
    },
  });
  return { fake, rates: await fargatePrices(fake.client, 'eu-central-1', new AbortController().signal) };
};

describe('prices of tasks of Fargate of a Region', () => {
  it('are those of vCPUs and memory of Linux, by platform and page by page', async () => {
    const { rates, fake } = await asked(x86, arm);
    expect(rates).toEqual({
      x86: { usdPerCpuHour: 0.04656, usdPerGbHour: 0.00511 },
      arm: { usdPerCpuHour: 0.03725, usdPerGbHour: 0.00409 },
    });
    expect(fake.calls[0]?.input).toMatchObject({
      ServiceCode: 'AmazonECS',
      Filters: [
        { Type: 'TERM_MATCH', Field: 'productFamily', Value: 'Compute' },
        { Type: 'TERM_MATCH', Field: 'regionCode', Value: 'eu-central-1' },
      ],
    });
  });

  it('leave out a platform of which half is not told', async () => {
    expect((await asked(x86)).rates).toEqual({ x86: { usdPerCpuHour: 0.04656, usdPerGbHour: 0.00511 } });
    expect((await asked(arm.slice(1))).rates).toEqual({});
  });
});
