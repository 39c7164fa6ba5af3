import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in for the SDK's default chain in function bundles: see `build/bundle-functions.ts`. */
export const defaultProvider = fromEnv;
