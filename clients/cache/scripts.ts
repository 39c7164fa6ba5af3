import { createHash } from 'node:crypto';
import type { Script } from './cache-link.ts';

const script = (text: string): Script => ({ text, sha1: createHash('sha1').update(text).digest('hex') });

/** The clock of the server, the only one by which ages are reckoned, so that those of clients may be wrong. */
const now = `
local t = redis.call('TIME')
local now = string.format('%013.0f', t[1] * 1000 + math.floor(t[2] / 1000))
`;

/**
 * The mark of a server: it is another after a restart and after every promotion, since either may have forgotten what was
 * acknowledged. Where the server does not tell, all are one. What a replica tells is taken for nobody's mark.
 */
const mark = `
local info = redis.pcall('INFO', 'replication')
local mark = type(info) == 'string' and string.match(info, 'master_replid:(%x%x%x%x%x%x%x%x%x%x%x%x)') or 'no-mark-told'
if type(info) == 'string' and not string.find(info, 'role:master', 1, true) then mark = 'of-a-replica' end
`;

/**
 * At a miss: the value, where somebody has stored it since; else the lease to load it, where nobody has it. A version is
 * `<mark><tag>`; a value begins with the tag under which it was stored; a lease is `<token><tag><when it was taken>`.
 * KEYS version, value, lease; ARGV token, lease ms, when the value that does not do was loaded, ms to keep the version.
 */
export const take = script(`${now}${mark}
local version = redis.call('GET', KEYS[1])
if not version or string.sub(version, 1, 12) ~= mark then
  version = mark .. ARGV[1]
  redis.call('SET', KEYS[1], version, 'PX', ARGV[4])
end
local tag = string.sub(version, 13)
local value = redis.call('GET', KEYS[2])
if value and string.sub(value, 1, 12) == tag and string.sub(value, 14, 26) ~= ARGV[3] then
  return {'value', now, mark, value}
end
local lease = redis.call('GET', KEYS[3])
if lease and string.sub(lease, 13, 24) == tag then return {'other', now, mark} end
redis.call('SET', KEYS[3], ARGV[1] .. tag .. now, 'PX', ARGV[2])
return {'mine', now, mark}
`);

/**
 * Stores a value, if its lease and its version still stand: whoever invalidates takes value and lease away, and a bump or a
 * promotion the version. Its age counts from when the lease was taken, before the load began.
 * KEYS version, value, lease; ARGV token, kind, rest, keep ms, ms to keep the version.
 */
export const put = script(`${now}${mark}
local lease = redis.call('GET', KEYS[3])
if not lease or string.sub(lease, 1, 12) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[3])
local tag = string.sub(lease, 13, 24)
if redis.call('GET', KEYS[1]) ~= mark .. tag then return 0 end
local began = string.sub(lease, 25)
local left = ARGV[4] - (now - began)
if left < 1 then return 0 end
redis.call('SET', KEYS[2], tag .. ARGV[2] .. began .. ARGV[3], 'PX', math.floor(left))
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 1
`);

const ifMine =
  "local lease = redis.call('GET', KEYS[1])\nif not lease or string.sub(lease, 1, 12) ~= ARGV[1] then return 0 end\n";

/** KEYS lease; ARGV token, lease ms. */
export const renew = script(`${ifMine}return redis.call('PEXPIRE', KEYS[1], ARGV[2])`);

/** KEYS lease; ARGV token. */
export const release = script(`${ifMine}return redis.call('DEL', KEYS[1])`);

/** Only deletes, so that it can be done where the memory is full. KEYS version, value, lease. */
export const invalidate = script(`${mark}
local version = redis.call('GET', KEYS[1])
if version and string.sub(version, 1, 12) ~= mark then redis.call('DEL', KEYS[1]) end
return redis.call('DEL', KEYS[2], KEYS[3])
`);

/** The version of a tag, made where this server has none. KEYS version; ARGV tag, ms to keep it. */
export const tagVersion = script(`${now}${mark}
local version = redis.call('GET', KEYS[1])
if not version or string.sub(version, 1, 12) ~= mark then version = mark .. ARGV[1] end
redis.call('SET', KEYS[1], version, 'PX', ARGV[2])
return {now, mark, version}
`);

/** What a process has seen, behind when it was left. KEYS report; ARGV it, ms to keep it. */
export const report = script(`${now}redis.call('SET', KEYS[1], now .. ARGV[1], 'PX', ARGV[2])
return 1
`);

/** What processes have left, behind the time that it is. KEYS reports. */
export const collect = script(`${now}local left = redis.call('MGET', unpack(KEYS))
for place = 1, #left do left[place] = left[place] or '' end
return {now, unpack(left)}
`);

/** What has no version, or whose tag has none, is left behind, and the next one is another. KEYS version. */
export const bump = script("return redis.call('DEL', KEYS[1])");
