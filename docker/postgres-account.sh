#!/bin/sh
# Once, when the database is made: the site gets an account that owns its own database and rules nothing else.
set -eu
psql --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set=password="$(cat /run/secrets/database_password)" <<'SQL'
CREATE ROLE regiobrug LOGIN PASSWORD :'password';
CREATE DATABASE regiobrug OWNER regiobrug;
\connect regiobrug
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO regiobrug;
SQL
