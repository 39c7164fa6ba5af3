import { type ConfiguredCapability, configuredCapabilities, type NounOf, nounOf } from './capability-name.ts';

/** What is deployed and not looked at: nothing is decided of it, and no entry is written. */
const unlooked = { caching: 'cache' } as const;
type Unlooked = keyof typeof unlooked;

/** What a config file has a section of: each capability, and what is deployed beside. */
export type DeclaredRoom = ConfiguredCapability | Unlooked;
export const declaredRooms: readonly DeclaredRoom[] = [
  ...configuredCapabilities,
  ...(Object.keys(unlooked) as Unlooked[]),
];

/** What one subject of a section is called. */
export type DeclaredNoun<Room extends DeclaredRoom> = Room extends ConfiguredCapability
  ? NounOf<Room>
  : Room extends Unlooked
    ? (typeof unlooked)[Room]
    : never;

export function declaredNoun<Room extends DeclaredRoom>(room: Room): DeclaredNoun<Room> {
  const noun = isUnlooked(room) ? unlooked[room] : nounOf(room as ConfiguredCapability);
  return noun as DeclaredNoun<Room>;
}

function isUnlooked(room: DeclaredRoom): room is Unlooked {
  return Object.hasOwn(unlooked, room);
}
