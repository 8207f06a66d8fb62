-- Questions for wrk: words that news has, each with filters or without, a page further on, another order.
local words = { "minister", "police", "company", "market", "president", "report", "election", "school", "water", "court", "union", "price",
  "minister*", "\"last year\"", "tax OR budget", "het kabinet", "onderzoek", "gemeente", "bedrijf", "*" }
local filters = { "", "", "&kind=direct", "&language=nl", "&language=en", "&translated=no", "&stance=denies", "&view=articles", "&since=2005-01", "&sort=newest", "&page=2",
  "&kind=indirect&language=en" }
-- With PAUSE, a user thinks for about a second before the next question, as somebody does who reads; without, asks again at once.
if os.getenv("PAUSE") then
  function delay() return 500 + math.random(1000) end
end
local json = os.getenv("PART") == "json"
math.randomseed(7)

local function escaped(text)
  return (text:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end))
end

function request()
  local sought = words[math.random(#words)]
  if math.random(2) == 1 then
    sought = sought .. " " .. words[math.random(#words - 1)]
  end
  local query = "?q=" .. escaped(sought) .. filters[math.random(#filters)]
  if json then
    local path = math.random(2) == 1 and "/api/v1/facets" or "/api/v1/claims"
    return wrk.format("GET", path .. query:gsub("language=", "lang="):gsub("&view=articles", ""):gsub("&page=2", "&offset=20") .. (path:find("claims") and "&limit=20" or ""))
  end
  return wrk.format("GET", "/" .. query)
end
