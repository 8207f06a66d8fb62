#!/bin/sh
# The page under load: 32 users search with facets, as pages and as JSON, who never pause or who think for about a second, then one reads articles.
# wrk takes processor time beside the server, from the same cores. Needs wrk (Debian: apt-get install wrk).
#
#   benches/serve.sh WHOSAID INDEX [SECONDS]     the program, an index, how long each part lasts (20)
set -e
whosaid="$1" index="$2" seconds="${3:-20}" here="$(cd "$(dirname "$0")" && pwd)"
out="$(mktemp)"
"$whosaid" serve --index "$index" --port 0 --no-open >"$out" &
server=$!
trap 'kill $server; rm -f "$out" "$out.wrk"' EXIT
while [ ! -s "$out" ]; do sleep 0.1; done
url="$(head -n 1 "$out")"

# What the first question waits for is no part of what follows.
curl -s -o /dev/null "${url}api/v1/claims?limit=1"
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
search() {
  echo "== search: $1, $2"
  before="$(ticks)"
  PART="$1" wrk -t1 -c32 -d"${seconds}s" --latency -s "$here/serve.lua" "$url" >"$out.wrk"
  grep -E '50%|90%|99%|Requests/sec|Non-2xx|timeout' "$out.wrk" || true
  awk -v spent="$(($(ticks) - before))" '/requests in/ { printf "  %.2f ms of a core each\n", spent * 10 / $1 }' "$out.wrk"
}
search pages "users who never pause"
PAUSE=1 search pages "users who pause for a second"
search json "users who never pause"

echo "== an article's first byte, one reader, seconds"
curl -s "${url}api/v1/articles?limit=200" | grep -o '"id":"a-[0-9a-f]*"' | cut -d'"' -f4 | while read -r id; do
  curl -s -o /dev/null -w '%{time_starttransfer}\n' "${url}article/$id"
done | sort -n | awk '{ all[NR] = $1 } END { print "50% " all[int((NR + 1) / 2)] "  99% " all[int(NR * .99 + .5)] "  most " all[NR] " (" NR " articles)" }'

grep -E 'VmHWM|RssAnon' "/proc/$server/status"
