-- Prolongs ("x"), completes ("c") or releases ("r") a key of this owner. KEYS: the key. ARGV: owner,
-- the step, and the lease in milliseconds. See take.lua for the value.
local value = redis.call('GET', KEYS[1])
if not value or string.sub(value, 1, 16) ~= ARGV[1] then
  return 0
end
local attempt, ending = string.match(value, '^(%d+):([cr%d]+)$', 33)
local step = ARGV[2]
if not attempt or (ending == 'c' and step ~= 'c') or (ending == 'r' and step ~= 'r') then
  return 0
end
if ending == step then
  return 1
end
local head = string.sub(value, 1, 32) .. attempt .. ':'
if step ~= 'x' then
  redis.call('SET', KEYS[1], head .. step, 'XX', 'KEEPTTL')
  return 1
end
local lease = tonumber(ARGV[3])
local left = redis.call('PTTL', KEYS[1])
if left > lease then
  redis.call('SET', KEYS[1], head .. string.format('%.0f', left - lease), 'XX', 'KEEPTTL')
else
  redis.call('SET', KEYS[1], head .. '0', 'XX', 'PX', lease)
end
return 1
