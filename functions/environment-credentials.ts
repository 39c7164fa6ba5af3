/** Stands in for the SDK's default chain in function bundles: see `build/bundle-functions.ts`. */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
