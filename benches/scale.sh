#!/bin/sh
# The table of docs/scale.md: the stages side by side for growing folders of made articles. Leave the machine alone meanwhile.
#
#   benches/scale.sh                   1,000 and 20,000 articles (ten minutes on two cores)
#   benches/scale.sh 200000 --all-cores   more: a quarter of an hour; --no-extract leaves out the claims
set -e
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- 1000 20000
exec cargo bench --bench scale -- "$@"
