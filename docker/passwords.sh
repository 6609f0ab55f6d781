#!/bin/bash
# Gives each login its own word, from the files that compose hands in. Run once by the database's image, after logins.sql.
set -euo pipefail
word() { cat "/run/secrets/$1_password"; }
psql --quiet --set ON_ERROR_STOP=1 --username postgres --dbname "$POSTGRES_DB" \
  --set owner="$(word owner)" --set app="$(word app)" --set job="$(word job)" --set audit="$(word audit)" <<'SQL'
alter role sg_migrate password :'owner';
alter role sg_app password :'app';
alter role sg_job password :'job';
alter role sg_audit password :'audit';
SQL
