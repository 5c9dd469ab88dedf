-- writes.lua - for wrk: reports of cases, one after the other, each a durable act.   wrk … -s writes.lua URL -- TOKEN
local body = '{"channel":"hotline","place":"示例镇示例路1号","source_facts":"群众来电反映有车辆在夜间倾倒建筑垃圾，约二十立方米。"}'
local head = { ["Content-Type"] = "application/json" }

function init(args)
   head["Authorization"] = "Bearer " .. args[1]
end

function request()
   return wrk.format("POST", "/api/acts/source.register", head, body)
end
