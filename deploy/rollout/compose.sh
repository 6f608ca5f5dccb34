#!/usr/bin/env bash
# What rollout.sh does with the containers of docker-compose.yml. A place is the service gateway or gateway-2.
set -euo pipefail
compose() { docker compose --profile replicas --profile setup "$@"; }

case $1 in
  # One that was built here is not in a registry.
  pull) docker image inspect "$2" > /dev/null 2>&1 || docker pull --quiet "$2" > /dev/null ;;
  # The commands of partners' keys migrate the schema of the gateway. A release only adds to it: the old one goes on.
  migrate) GATEWAY_IMAGE=$2 compose run --rm --no-deps keys list > /dev/null ;;
  start) GATEWAY_IMAGE=$3 compose up --detach --no-deps --no-build "$2" ;;
  # The container as it was stopped, with its image and its settings.
  back) compose start "$2" ;;
  # SIGTERM: it leaves the balancer, answers what is in flight, and ends.
  stop) compose stop "$2" ;;
  # Whether the balancer sends it requests.
  serves) compose exec -T balancer wget -q -O /dev/null "http://127.0.0.1:8404/$2" ;;
  # So that `docker compose up` starts this version, too.
  keep)
    image=$(docker inspect --format '{{.Config.Image}}' "$(compose ps --quiet "$2")")
    sed --in-place "s|^GATEWAY_IMAGE=.*|GATEWAY_IMAGE=$image|" .env
    ;;
  *)
    echo "$0: there is no command $1." >&2
    exit 2
    ;;
esac
