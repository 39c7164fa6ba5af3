interface LocalEnvironmentParts {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly motoEndpoint: string | null;
  /** More services that are asked of moto. @default none */
  readonly motoToo?: readonly string[];
}

/**
 * Services that only moto has, or has whole (MiniStack drops the weights of load balancers), by the names that the SDKs read.
 * EventBridge Schemas and Pricing are in neither.
 */
const onlyInMoto = ['APPLICATION_AUTO_SCALING', 'ELASTIC_LOAD_BALANCING_V2', 'FIS', 'XRAY'];

/** What makes any AWS SDK and the CDK talk to the local AWS, with made-up credentials. */
export function localEnvironment(parts: LocalEnvironmentParts): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: parts.endpoint,
    AWS_REGION: parts.region,
    AWS_DEFAULT_REGION: parts.region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: parts.accountId,
    CDK_DEFAULT_REGION: parts.region,
    ...motoEndpoints(parts.motoEndpoint, parts.motoToo),
  };
}

export function motoEndpoints(endpoint: string | null, too: readonly string[] = []): Record<string, string> {
  if (endpoint === null) return {};
  return Object.fromEntries([...onlyInMoto, ...too].map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint]));
}
