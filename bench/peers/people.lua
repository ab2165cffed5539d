-- Asks for one of the 10,000 people, each time another.
local asked = {}

function init()
	math.randomseed(1815)
	for i = 1, 2000 do
		local path = "/person/" .. math.random(10000)
		asked[i] = wrk.format("GET", path)
	end
end

local at = 0

function request()
	at = at % #asked + 1
	return asked[at]
end
