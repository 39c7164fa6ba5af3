import { knownChecks } from './any-kind/known-facts.ts';

export const eventSourceChecks = knownChecks(['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping']);
