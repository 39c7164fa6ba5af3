import { counted } from '../../model/counted.ts';
import type { ShardMap } from './shard-map.ts';

/** What of a map is packed: an owner and an epoch per slot, and the pinned keys. */
export type PackedMap = Pick<ShardMap, 'owner' | 'epoch' | 'pins'>;

const format = 1;
const headBytes = 5;
/** The bytes of one slot: an owner of 16 bits, an epoch of 32. */
const planes = 6;

/**
 * A map as bytes: format, number of slots, then the lowest bytes of all owners, their highest bytes, the lowest bytes of all
 * epochs and so on, then the pins as JSON. Bytes of one kind side by side deflate to a fraction of whole numbers in turn.
 */
export function packMap({ owner, epoch, pins }: PackedMap): Uint8Array {
  const slots = owner.length;
  const pinned = new TextEncoder().encode(JSON.stringify([...pins]));
  const bytes = new Uint8Array(headBytes + planes * slots + pinned.length);
  bytes[0] = format;
  new DataView(bytes.buffer).setUint32(1, slots, true);
  for (let slot = 0, at = headBytes; slot < slots; slot++, at++) {
    const own = owner[slot] ?? 0;
    const since = epoch[slot] ?? 0;
    bytes[at] = own;
    bytes[at + slots] = own >>> 8;
    bytes[at + 2 * slots] = since;
    bytes[at + 3 * slots] = since >>> 8;
    bytes[at + 4 * slots] = since >>> 16;
    bytes[at + 5 * slots] = since >>> 24;
  }
  bytes.set(pinned, headBytes + planes * slots);
  return bytes;
}

/** Bytes that are no map, or one of a release to come. */
export class UnreadableMap extends Error {
  override readonly name = 'UnreadableMap';
}

/** Throws `UnreadableMap`. */
export function unpackMap(bytes: Uint8Array): PackedMap {
  if (bytes.length < headBytes) throw new UnreadableMap(`a map has at least ${headBytes} bytes, not ${bytes.length}`);
  if (bytes[0] !== format) {
    throw new UnreadableMap(`the map has format ${bytes[0]} and this release reads ${format}; update headroom here`);
  }
  const slots = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  const pinsAt = headBytes + planes * slots;
  if (bytes.length < pinsAt) throw new UnreadableMap(`a map of ${counted(slots, 'slot')} has ${pinsAt} bytes or more`);
  const owner = new Uint16Array(slots);
  const epoch = new Uint32Array(slots);
  const byte = (plane: number, slot: number) => bytes[headBytes + plane * slots + slot] ?? 0;
  for (let slot = 0; slot < slots; slot++) {
    owner[slot] = byte(0, slot) | (byte(1, slot) << 8);
    epoch[slot] = byte(2, slot) | (byte(3, slot) << 8) | (byte(4, slot) << 16) | (byte(5, slot) << 24);
  }
  return { owner, epoch, pins: new Map(readPins(bytes.subarray(pinsAt))) };
}

function readPins(bytes: Uint8Array): [string, number][] {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as [string, number][];
  } catch {
    throw new UnreadableMap('the pins of the map are not JSON; was it cut off?');
  }
}
