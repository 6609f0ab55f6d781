-- The logins of the service. A superuser runs this inside the service's own, empty database; running it again changes nothing.
-- The owner side makes and migrates the schema and serves nobody. The app side owns nothing and bypasses nothing.
-- Passwords are set elsewhere (docker/passwords.sh); the private servers need none, their sockets stand in a closed folder.
do $$
declare
  name text;
begin
  foreach name in array array['sg_owner', 'sg_dpo', 'sg_seal', 'sg_lookup'] loop
    if not exists (select 1 from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
  end loop;
  foreach name in array array['sg_migrate', 'sg_app', 'sg_job', 'sg_audit'] loop
    if not exists (select 1 from pg_roles where rolname = name) then execute format('create role %I login', name); end if;
    execute format('alter role %I nosuperuser nocreatedb nocreaterole noreplication', name);
    execute format('alter role %I set search_path = sg', name);
    execute format('alter role %I set lock_timeout = %L', name, '2s');
    -- a statement in the server's log would carry names and addresses as its values
    execute format('alter role %I set log_min_error_statement = panic', name);
    execute format('alter role %I set log_error_verbosity = terse', name);
    execute format('alter role %I set log_parameter_max_length_on_error = 0', name);
  end loop;
  foreach name in array array['sg_app', 'sg_job', 'sg_audit'] loop
    execute format('alter role %I nobypassrls', name);
    execute format('alter role %I set idle_in_transaction_session_timeout = %L', name, '30s');
  end loop;
end $$;
alter role sg_migrate bypassrls connection limit 5;
alter role sg_app connection limit 40;
alter role sg_job connection limit 20;
alter role sg_audit connection limit 30;
alter role sg_app set statement_timeout = '10s';
alter role sg_job set statement_timeout = '30s';
alter role sg_audit set statement_timeout = '10s';
grant sg_owner to sg_migrate;
grant sg_seal, sg_lookup to sg_owner;

do $$
begin
  execute format('alter database %I owner to sg_owner', current_database());
  execute format('alter database %I set search_path = sg', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to sg_migrate, sg_app, sg_job, sg_audit, sg_dpo', current_database());
end $$;
revoke all on schema public from public;
create schema if not exists sg authorization sg_owner;
create schema if not exists audit authorization sg_owner;
grant usage on schema sg, audit to sg_app, sg_job, sg_audit, sg_seal, sg_lookup;
grant create on schema sg to sg_seal, sg_lookup;
alter default privileges for role sg_owner revoke execute on functions from public;
alter default privileges for role sg_owner in schema sg grant select, insert, update, delete on tables to sg_app;
-- which login may call a function is said function by function, in the migration that makes it
alter default privileges for role sg_owner in schema sg revoke execute on functions from sg_app, sg_job, sg_audit, sg_seal, sg_lookup;
