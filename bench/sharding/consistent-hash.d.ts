/** The part of consistent-hash 1.2.2 that is measured; it has no types of its own. */
declare module 'consistent-hash' {
  export default class ConsistentHash {
    add(node: string, weight?: number): this;
    get(name: string): string;
  }
}
