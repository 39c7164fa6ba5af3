import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * JSON text as it is stored where it is written at every look: deflated, since a write costs by the kB. See
 * `docs/decisions/0047-what-a-month-costs.md`.
 */
export const packed = (json: string): AttributeValue => ({ B: deflateRawSync(json) });

/** JSON text from an attribute that holds it as it is, or deflated. Throws where that is broken; empty where it is absent. */
export function unpacked(attribute: AttributeValue | undefined): string {
  return attribute?.B === undefined ? (attribute?.S ?? '') : inflateRawSync(attribute.B).toString();
}
