-- Saves documents, each time one that says something new. Arguments: a file
-- with a path and a token a line, and one with the JSON of a resume in which
-- @ stands for what is new.
local documents, before, after, n = {}, "", "", 0

function init(args)
	local resume

	for line in io.lines(args[1]) do
		local path, token = line:match("^(%S+) (%S+)$")

		documents[#documents + 1] = { path = path, headers = {
			["Authorization"] = "Bearer " .. token,
			["Content-Type"] = "application/json" } }
	end
	resume = io.open(args[2]):read("*a")
	before, after = resume:match("^(.-)@(.*)$")
	before, after = '{"resume":' .. before, after .. "}"
	math.randomseed(os.time())
	n = math.random(1000000000)
end

function request()
	local d

	n = n + 1
	d = documents[n % #documents + 1]
	return wrk.format("PUT", d.path, d.headers, before .. n .. after)
end
