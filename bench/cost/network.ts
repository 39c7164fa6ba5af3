import { priceBook } from '../../core/prices/price-book.ts';
import type { Part } from './parts.ts';

const hoursPerMonth = 30.4 * 24;
/** As many as a VPC has by default that is to outlive one of them. */
const zones = 2;

/** What the ways to AWS from inside a VPC cost a month by being there, what goes through them not counted. */
export function networkUsd(interfaces: number): Readonly<Record<string, ReadonlyMap<Part, number>>> {
  const { interfaceEndpointUsdPerZoneHour: endpoint, natGatewayUsdPerHour: nat } = priceBook;
  return {
    'a VPC by endpoints, in two zones': new Map([['endpoints', interfaces * zones * hoursPerMonth * endpoint.value]]),
    'a VPC by one NAT gateway': new Map([['NAT gateway', hoursPerMonth * nat.value]]),
  };
}
