import { createHash } from 'node:crypto';
import type { Script } from './cache-link.ts';

const script = (text: string): Script => ({ text, sha1: createHash('sha1').update(text).digest('hex') });

/** The clock of the server, the only one by which ages are reckoned, so that those of clients may be wrong. */
const now = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
`;

/**
 * At a miss: the value, where somebody has stored it since; else the lease to load it, where nobody has it. A lease is
 * `<token>:<when it was taken>`. KEYS value, lease; ARGV token, lease ms, when the value that does not do was loaded.
 */
export const take = script(`${now}
local value = redis.call('GET', KEYS[1])
if value and string.sub(value, 2, 14) ~= ARGV[3] then return {'value', now} end
local mine = ARGV[1] .. ':' .. string.format('%013.0f', now)
if redis.call('SET', KEYS[2], mine, 'NX', 'PX', ARGV[2]) then return {'mine', now} end
return {'other', now}
`);

/**
 * Stores a value, if the lease still stands: whoever invalidates takes both away. Its age counts from when the lease was
 * taken, before the load began. KEYS value, lease; ARGV token, kind, rest, keep ms.
 */
export const put = script(`${now}
local lease = redis.call('GET', KEYS[2])
if not lease or string.sub(lease, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
local began = string.sub(lease, #ARGV[1] + 2)
local left = ARGV[4] - (now - began)
if left < 1 then return 0 end
redis.call('SET', KEYS[1], ARGV[2] .. began .. ARGV[3], 'PX', math.floor(left))
return 1
`);

const ifMine =
  "local lease = redis.call('GET', KEYS[1])\nif not lease or string.sub(lease, 1, #ARGV[1]) ~= ARGV[1] then return 0 end\n";

/** KEYS lease; ARGV token, lease ms. */
export const renew = script(`${ifMine}return redis.call('PEXPIRE', KEYS[1], ARGV[2])`);

/** KEYS lease; ARGV token. */
export const release = script(`${ifMine}return redis.call('DEL', KEYS[1])`);

/** KEYS value, lease. */
export const invalidate = script("return redis.call('DEL', KEYS[1], KEYS[2])");

/** The version of a namespace; one that was lost is never made again. KEYS version; ARGV a fresh one, keep ms. */
export const version = script(`${now}
local version = redis.call('GET', KEYS[1])
if not version then
  version = ARGV[1]
  redis.call('SET', KEYS[1], version, 'PX', ARGV[2])
else redis.pcall('PEXPIRE', KEYS[1], ARGV[2]) end
return {version, now}
`);

/** KEYS version; ARGV a fresh one, keep ms. */
export const bump = script("redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])\nreturn 1");
