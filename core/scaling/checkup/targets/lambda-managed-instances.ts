import { knownChecks } from './any-kind/known-facts.ts';

export const managedInstancesChecks = knownChecks([
  'lambda:GetFunctionScalingConfig',
  'lambda:PutFunctionScalingConfig',
]);
