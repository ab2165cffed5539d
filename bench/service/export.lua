-- Renders a resume that the request brings along, each time with another word
-- in place of one. Arguments: a file with a token a line, one with the JSON of
-- a request in which @@ stands for the word.
local people, before, after, n = {}, "", "", 0
local letters = "abcdefghijklmnopqrstuvwxyz"

function init(args)
	for token in io.lines(args[1]) do
		people[#people + 1] = {
			["Authorization"] = "Bearer " .. token,
			["Content-Type"] = "application/json" }
	end
	before, after = io.open(args[2]):read("*a"):match("^(.-)@@(.*)$")
	math.randomseed(os.time())
end

function request()
	local word = ""

	n = n + 1
	for _ = 1, 8 do
		local at = math.random(#letters)

		word = word .. letters:sub(at, at)
	end
	return wrk.format("POST", nil, people[n % #people + 1],
		before .. word .. after)
end
