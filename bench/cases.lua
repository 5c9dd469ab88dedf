-- cases.lua - for wrk: the page of a case chosen at random, asked for by somebody who is signed in.   wrk … -s cases.lua URL -- IDFILE TOKEN
local ids, token = {}, ""

function init(args)
   for line in io.lines(args[1]) do ids[#ids + 1] = line end
   token = args[2]
   math.randomseed(20240101)
end

function request()
   return wrk.format("GET", "/desk/case/" .. ids[math.random(#ids)], { ["Cookie"] = "mj=" .. token })
end
