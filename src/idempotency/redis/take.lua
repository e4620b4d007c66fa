-- Claims a known key. KEYS: the key. ARGV: owner, fingerprint, lease and retention in milliseconds.
-- A value is owner, fingerprint, attempt ":" end. The end is the PTTL that the key has when its lease
-- ends, "c" if the work is complete, "r" if it was released: no clock is read.
local lease, retention = tonumber(ARGV[3]), tonumber(ARGV[4])
local head = ARGV[1] .. ARGV[2]
local value = redis.call('GET', KEYS[1])
if not value then
  redis.call('SET', KEYS[1], head .. '1:' .. string.format('%.0f', retention - lease), 'PX', retention)
  return {1, 1, 0, 0}
end
local attempt, ending = string.match(value, '^(%d+):([cr%d]+)$', 33)
if not attempt then
  return {0, 0, 0, 0}
end
if ending == 'c' then
  return {3, 0, 0, string.sub(value, 17, 32) == ARGV[2] and 0 or 1}
end
local left = redis.call('PTTL', KEYS[1])
if string.sub(value, 1, 16) ~= ARGV[1] then
  if ending ~= 'r' and left > tonumber(ending) then
    return {2, 0, left - tonumber(ending), 0}
  end
  attempt = attempt + 1
end
attempt = string.format('%.0f', attempt)
if left > lease then
  redis.call('SET', KEYS[1], head .. attempt .. ':' .. string.format('%.0f', left - lease), 'XX', 'KEEPTTL')
else
  redis.call('SET', KEYS[1], head .. attempt .. ':0', 'XX', 'PX', lease)
end
return {1, tonumber(attempt), 0, 0}
