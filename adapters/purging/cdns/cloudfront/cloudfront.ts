import {
  type CloudFrontClient,
  CreateInvalidationCommand,
  CreateInvalidationForDistributionTenantCommand,
  GetDistributionConfigCommand,
  GetInvalidationCommand,
  GetInvalidationForDistributionTenantCommand,
} from '@aws-sdk/client-cloudfront';
import { Refusal } from '../../../../core/model/errors.ts';
import type { CdnConfig } from '../../../../core/purging/config/cdn-kinds.ts';
import type { CdnLimits } from '../../../../core/purging/observation.ts';
import type { Answer } from '../../../../core/purging/ports.ts';
import { attempt } from '../../../aws/attempts.ts';
import type { KindCdn } from '../any-kind/kind-cdn.ts';

/** A client that reads (see `readingClient`) and one that acts (see `actingClient`), both of us-east-1. */
export interface CloudFrontClients {
  readonly reader: Pick<CloudFrontClient, 'send'>;
  readonly actor: Pick<CloudFrontClient, 'send'>;
}

interface CloudFrontOptions extends CloudFrontClients {
  random(): number;
}

type Config = CdnConfig<'cloudfront'>;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html; tags count as paths. */
const inProgress = { paths: 3000, wildcards: 15 };
const attemptMs = 3_000;
const attempts = 4;

/** CloudFront. A purge is an invalidation whose caller reference is its id, so that asking again finds the first one. */
export function cloudFront({ reader, actor, random }: CloudFrontOptions): KindCdn<'cloudfront'> {
  return {
    limits: (config) => limits(reader, config),
    submit: async (config, { id, items }, term) => {
      try {
        const ask = (abortSignal: AbortSignal) => invalidate(actor, config, { reference: id, items }, abortSignal);
        return { is: 'accepted', purgeId: await attempt(term, { attemptMs, attempts, random }, ask) };
      } catch (error) {
        return answerOrThrow(error);
      }
    },
    isCompleted: async (config, purgeId) => (await statusOf(reader, config, purgeId)) === 'Completed',
  };
}

async function limits(client: CloudFrontOptions['reader'], { distributionId }: Config): Promise<CdnLimits> {
  const { DistributionConfig } = await client
    .send(new GetDistributionConfigCommand({ Id: distributionId }))
    .catch(refuseIfGone);
  const header = DistributionConfig?.CacheTagConfig?.HeaderName;
  return {
    kind: 'cloudfront',
    wildcards: 'any',
    mostSlashes: null,
    noTagsBecause: header ? null : 'the distribution has no CacheTagConfig, so purging by tag would do nothing',
    inProgress,
    perRequest: null,
  };
}

function refuseIfGone(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'NoSuchDistribution') throw error;
  throw new Refusal('the distribution is gone; deploy it again, or remove the purge');
}

async function invalidate(
  client: CloudFrontOptions['actor'],
  { distributionId, tenantId }: Config,
  { reference, items }: { readonly reference: string; readonly items: readonly string[] },
  abortSignal: AbortSignal,
): Promise<string> {
  const batch = { CallerReference: reference, Paths: { Quantity: items.length, Items: [...items] } };
  const command =
    tenantId === null
      ? new CreateInvalidationCommand({ DistributionId: distributionId, InvalidationBatch: batch })
      : new CreateInvalidationForDistributionTenantCommand({ Id: tenantId, InvalidationBatch: batch });
  const { Invalidation } = await client.send(command as CreateInvalidationCommand, { abortSignal });
  return Invalidation?.Id ?? '';
}

/** What passes by itself once other purges end; and what no repeating mends, since the items are at fault. */
function answerOrThrow(error: unknown): Answer {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TooManyInvalidationsInProgress') {
    return { is: 'busy', because: 'CloudFront has as many invalidations in progress as it takes', againSeconds: null };
  }
  if (!itemErrors.includes(error.name)) throw error;
  return { is: 'refused', because: `CloudFront answered ${error.name}: ${error.message}` };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html, those that are about the items. */
const itemErrors: readonly string[] = ['InvalidArgument', 'BatchTooLarge', 'InconsistentQuantities', 'MissingBody'];

async function statusOf(
  client: CloudFrontOptions['reader'],
  { distributionId, tenantId }: Config,
  purgeId: string,
): Promise<string | undefined> {
  const command =
    tenantId === null
      ? new GetInvalidationCommand({ DistributionId: distributionId, Id: purgeId })
      : new GetInvalidationForDistributionTenantCommand({ DistributionTenantId: tenantId, Id: purgeId });
  return (await client.send(command as GetInvalidationCommand)).Invalidation?.Status;
}
