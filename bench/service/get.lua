-- Asks for one path again and again. Arguments: a token.
function init(args)
	wrk.headers["Authorization"] = "Bearer " .. args[1]
end
