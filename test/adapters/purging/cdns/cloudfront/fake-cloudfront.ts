import type { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

interface Asked {
  readonly DistributionId?: string;
  readonly Id?: string;
  readonly InvalidationBatch?: {
    readonly CallerReference: string;
    readonly Paths: { readonly Items: readonly string[] };
  };
}

/** CloudFront's invalidations. The same reference again is the same invalidation. */
export class FakeCloudFront extends FakeAws<Pick<CloudFrontClient, 'send'>> {
  readonly purged: string[] = [];
  readonly completed = new Set<string>();
  /** Items that it does not take. */
  readonly refused = new Set<string>();
  private readonly references: string[] = [];

  constructor(tagHeader: string | null = 'cache-tag') {
    super({
      GetDistributionConfig: ({ Id }: Asked) => {
        if (Id !== 'E1') throw awsError('NoSuchDistribution', 'gone', 404);
        return { DistributionConfig: tagHeader === null ? {} : { CacheTagConfig: { HeaderName: tagHeader } } };
      },
      CreateInvalidation: (asked: Asked) => this.create(asked),
      GetInvalidation: (asked: Asked) => this.status(asked),
      CreateInvalidationForDistributionTenant: ({ InvalidationBatch }: Asked) =>
        this.create({ DistributionId: 'E1', ...(InvalidationBatch && { InvalidationBatch }) }),
      GetInvalidationForDistributionTenant: (asked: Asked) => this.status(asked),
    });
  }

  private status({ Id = '' }: Asked) {
    return { Invalidation: { Status: this.completed.has(Id) ? 'Completed' : 'InProgress' } };
  }

  private create({ DistributionId, InvalidationBatch }: Asked) {
    if (DistributionId !== 'E1') throw awsError('NoSuchDistribution', 'gone', 404);
    const { CallerReference = '', Paths } = InvalidationBatch ?? {};
    if (Paths?.Items.some((item) => this.refused.has(item))) {
      const says = 'Your request contains one or more invalid invalidation paths.';
      throw awsError('InvalidArgument', says, 400);
    }
    if (!this.references.includes(CallerReference)) {
      this.references.push(CallerReference);
      this.purged.push(...(Paths?.Items ?? []));
    }
    return { Invalidation: { Id: `I${this.references.indexOf(CallerReference)}`, Status: 'InProgress' } };
  }
}
