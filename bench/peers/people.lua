-- Asks for one of the 10,000 people, each time another. Arguments: the path
-- with a %d in it, and the tokens to take in turn.
local asked = {}

function init(args)
	local path = args[1] or "/person/%d"

	math.randomseed(1815)
	for i = 1, 2000 do
		local headers = {}

		if #args > 1 then
			local token = args[2 + i % (#args - 1)]

			headers["Authorization"] = "Bearer " .. token
		end
		asked[i] = wrk.format("GET",
			string.format(path, math.random(10000)), headers)
	end
end

local at = 0

function request()
	at = at % #asked + 1
	return asked[at]
end
