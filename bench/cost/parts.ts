/** The parts of a bill, in the order in which they are told. */
export const parts = [
  'alarms',
  'dashboards',
  'metrics of its own',
  'metrics that are read',
  'ledger',
  'ledger kept',
  'Lambda',
  'queues',
  'schedules and events',
  'logs',
  'keys and secrets',
  'endpoints',
  'NAT gateway',
] as const;

export type Part = (typeof parts)[number];
