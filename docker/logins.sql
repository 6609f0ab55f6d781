-- The logins of the service. Run as a superuser, once per server; running it again changes nothing.
-- The owner side makes and migrates the schema and serves nobody. The app side owns nothing and bypasses nothing.
do $$
declare name text;
begin
  foreach name in array array['sg_owner', 'sg_dpo', 'sg_seal', 'sg_lookup'] loop
    if not exists (select 1 from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
  end loop;
  foreach name in array array['sg_migrate', 'sg_app', 'sg_job', 'sg_audit'] loop
    if not exists (select 1 from pg_roles where rolname = name) then execute format('create role %I login', name); end if;
  end loop;
end $$;
alter role sg_migrate bypassrls;
alter role sg_app nosuperuser nobypassrls nocreatedb nocreaterole connection limit 60;
alter role sg_job nosuperuser nobypassrls nocreatedb nocreaterole connection limit 40;
alter role sg_audit nosuperuser nobypassrls nocreatedb nocreaterole connection limit 60;
alter role sg_app set statement_timeout = '10s';
alter role sg_job set statement_timeout = '30s';
alter role sg_audit set statement_timeout = '10s';
grant sg_owner to sg_migrate;
grant sg_seal, sg_lookup to sg_owner;

-- inside the database
create schema if not exists sg authorization sg_owner;
create schema if not exists audit authorization sg_owner;
revoke all on schema public from public;
grant usage on schema sg, audit to sg_app, sg_job, sg_audit, sg_seal, sg_lookup;
grant create on schema sg to sg_seal, sg_lookup;
alter default privileges for role sg_owner revoke execute on functions from public;
alter default privileges for role sg_owner in schema sg grant select, insert, update, delete on tables to sg_app;
alter default privileges for role sg_owner in schema sg grant execute on functions to sg_app, sg_job, sg_audit, sg_seal, sg_lookup;
