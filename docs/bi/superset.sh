#!/usr/bin/env bash
# Apache Superset in an environment of its own, with one dashboard made from the published tables.
#
#   docs/bi/superset.sh start [TABLES]    install what is missing, start, load TABLES (data/processed), make the dashboard
#   docs/bi/superset.sh stop              stop the server; everything else stays
#
# All that it installs and writes lies in .superset/ (or $HUIBAO_SUPERSET); delete the folder to be rid of it.
# SUPERSET_PORT chooses the port (8088), PYTHON the Python to build the environment with (3.10 to 3.12).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export HUIBAO_SUPERSET=${HUIBAO_SUPERSET:-$here/../../.superset}
port=${SUPERSET_PORT:-8088}

stop() {
  if [ -f "$HUIBAO_SUPERSET/pid" ]; then
    kill "$(cat "$HUIBAO_SUPERSET/pid")" 2>/dev/null || true
    rm -f "$HUIBAO_SUPERSET/pid"
  fi
}

start() {
  local tables=$1
  [ -f "$tables/facts.parquet" ] || { echo "$tables: no facts.parquet; run make repro first" >&2; exit 1; }
  mkdir -p "$HUIBAO_SUPERSET"
  local bin=$HUIBAO_SUPERSET/venv/bin
  if [ ! -x "$bin/superset" ]; then
    "${PYTHON:-python3}" -m venv "$HUIBAO_SUPERSET/venv"
    "$bin/pip" install --quiet -r "$here/requirements.txt"
  fi
  # The key that signs sessions and the password of the user admin: made once, readable by this user only.
  (
    umask 077
    for name in secret_key password; do
      [ -s "$HUIBAO_SUPERSET/$name" ] || "$bin/python" -c 'import secrets; print(secrets.token_urlsafe(32))' \
        >"$HUIBAO_SUPERSET/$name"
    done
  )
  stop
  "$bin/python" "$here/load_duckdb.py" "$tables" "$HUIBAO_SUPERSET/huibao.duckdb"

  export SUPERSET_CONFIG_PATH=$here/superset_config.py FLASK_APP=superset
  local log=$HUIBAO_SUPERSET/log
  if [ ! -f "$HUIBAO_SUPERSET/ready" ]; then
    {
      "$bin/superset" db upgrade
      "$bin/superset" fab create-admin --username admin --firstname Admin --lastname Admin \
        --email admin@example.com --password "$(cat "$HUIBAO_SUPERSET/password")"
      "$bin/superset" init
    } >"$log" 2>&1 || { tail -n 20 "$log" >&2; exit 1; }
    touch "$HUIBAO_SUPERSET/ready"
  fi
  nohup "$bin/gunicorn" --bind "127.0.0.1:$port" --workers 1 --threads 8 --timeout 120 --no-control-socket "superset.app:create_app()" \
    >>"$log" 2>&1 &
  echo $! >"$HUIBAO_SUPERSET/pid"
  "$bin/python" "$here/create_dashboard.py" "http://127.0.0.1:$port" "$HUIBAO_SUPERSET/password" \
    "$HUIBAO_SUPERSET/huibao.duckdb"
  echo "user admin, password in $HUIBAO_SUPERSET/password; stop it with: docs/bi/superset.sh stop"
}

case ${1:-} in
  start) start "${2:-$here/../../data/processed}" ;;
  stop) stop ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
