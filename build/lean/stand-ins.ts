/** What is bundled in place of files of packages that no function on Lambda's Node uses. What cannot happen says so if it does. */

export const noOwnHash = `
  export class Sha256Js {
    constructor() { throw new Error('this Node has no SHA-256 of its own, and none is bundled'); }
  }`;

export const noAdaptiveMode = `
  export class AdaptiveRetryStrategy {
    constructor() { throw new Error('retry mode "adaptive" is not bundled; give the client retryMode "standard"'); }
  }`;

export const noEventStreams = `
  export class HeaderFormatter {
    format() { throw new Error('the signing of event streams is not bundled'); }
  }`;

export const noInstance = 'export const getInstanceMetadataRegion = async () => undefined;';

/** The part of mnemonist's LRUCache that the SDK's endpoint cache calls, first in, first out. */
export const boundedMap = `
  export default class extends Map {
    constructor(capacity) { super(); this.capacity = capacity; }
    set(key, value) {
      if (this.size >= this.capacity && !this.has(key)) this.delete(this.keys().next().value);
      return super.set(key, value);
    }
    peek(key) { return this.get(key); }
  }`;
