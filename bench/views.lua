-- For wrk: every request is another reader on one of the pages whose tokens the file has.
local tokens = {}

function init(arguments)
   local words = {}
   for line in io.lines(arguments[1]) do
      tokens[#tokens + 1] = line
   end
   math.randomseed(os.time() + tonumber(tostring(words):match("0x(%x+)"), 16) % 1000000)
end

function request()
   local address = string.format("%d.%d.%d.%d", math.random(1, 223), math.random(0, 255),
      math.random(0, 255), math.random(1, 254))
   return wrk.format("POST", nil, {
      ["Host"] = wrk.headers["Host"],
      ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
      ["X-Forwarded-For"] = address,
      ["X-Forwarded-Proto"] = "https",
      ["Origin"] = "https://" .. wrk.headers["Host"],
      ["Sec-Fetch-Site"] = "same-origin",
      ["Content-Type"] = "text/plain;charset=UTF-8",
   }, tokens[math.random(#tokens)])
end
