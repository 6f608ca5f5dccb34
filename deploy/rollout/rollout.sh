#!/usr/bin/env bash
# Replaces the gateway that serves, without losing a request: docs/deploys.md. The balancer has two places. The new gateway
# starts in the one that is free; when the balancer sends it requests, the old one stops, and stays there for going back.
#   deploy/rollout/rollout.sh IMAGE     another version, or the same one with changed settings
#   deploy/rollout/rollout.sh --back    the gateway that was stopped last
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# What starts and stops gateways: a program with the commands of compose.sh.
program=${ROLLOUT_DRIVER:-deploy/rollout/compose.sh}
# How long a gateway may take until the balancer sends it requests, or no more.
seconds=${ROLLOUT_SECONDS:-120}

say() { echo "rollout: $*"; }
fail() {
  say "$*" >&2
  exit 1
}

# Waits until a command succeeds. Fails after the time.
until_true() {
  local end=$((SECONDS + seconds))
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}
# Without the lock, which a gateway would hold on to.
driver() { "$program" "$@" 9>&-; }
serves() { driver serves "$1" > /dev/null 2>&1; }
serves_not() { ! serves "$1"; }

[[ $# == 1 && -n $1 && ($1 == --back || $1 != -*) ]] || fail "usage: $0 IMAGE | --back"
exec 9> "${ROLLOUT_LOCK:-/tmp/chronos-graph-rollout.lock}"
flock --nonblock 9 || fail "another one is running."

old= new=gateway
if serves gateway; then
  old=gateway new=gateway-2
elif serves gateway-2; then
  old=gateway-2
fi

if [[ $1 != --back ]]; then
  driver pull "$1"
  driver migrate "$1"
fi
# The balancer has to see that this place is free, or it would take the old state of it for the new one's.
driver stop "$new"
until_true serves_not "$new" || fail "the balancer still sends requests to $new."
if [[ $1 == --back ]]; then driver back "$new"; else driver start "$new" "$1"; fi
if ! until_true serves "$new"; then
  driver stop "$new"
  fail "$new was not ready within $seconds s and is stopped. ${old:-Nothing} serves as before: see the log of $new."
fi
if [[ -n $old ]]; then driver stop "$old"; fi
driver keep "$new"
say "$new serves${old:+, and $old is there for going back}."
