import * as z from 'zod/mini';

/** Where Datadog is: https://docs.datadoghq.com/getting_started/site */
const datadogSites = [
  'datadoghq.com',
  'us3.datadoghq.com',
  'us5.datadoghq.com',
  'datadoghq.eu',
  'ap1.datadoghq.com',
  'ap2.datadoghq.com',
  'ddog-gov.com',
] as const;

export const datadogSite = () => z._default(z.enum(datadogSites), 'datadoghq.com');
