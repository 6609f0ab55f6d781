"""Containers own nothing, write nowhere and hold only their own words."""

import os
import re
import subprocess
import time

import pytest
import yaml

from safeguarding import embedded
from tests.architecture.code import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if service["image"] == "safeguarding")


def words_of(name):
    values = SERVICES[name].get("environment", {}).values()
    return {value.rsplit("/", 1)[1] for value in values if str(value).startswith("/run/secrets/")}


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_confined(name):
    service = SERVICES[name]
    assert service["init"]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"]
    assert service["mem_limit"]
    assert "privileged" not in service


def test_nobody_but_the_web_can_be_reached_and_only_from_this_machine():
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}
    inner = {name for name, network in COMPOSE["networks"].items() if network.get("internal")}
    assert inner == {"web-db", "web-redis", "worker-db", "worker-redis"}
    assert {*SERVICES["database"]["networks"], *SERVICES["redis"]["networks"]} <= inner


@pytest.mark.parametrize("name", OURS)
def test_each_of_ours_is_handed_the_words_that_it_uses_and_no_others(name):
    assert set(SERVICES[name]["secrets"]) == words_of(name)
    assert {*SERVICES[name]["secrets"]} <= {*COMPOSE["secrets"]}
    assert ("owner_password" in SERVICES[name]["secrets"]) == (name == "migrate")


def test_whoever_sweeps_has_time_to_end_and_the_login_of_the_jobs():
    for name in ("worker", "heart", "beat-a", "beat-b"):
        assert SERVICES[name]["stop_grace_period"] == "40s"
        assert SERVICES[name]["environment"]["SAFEGUARDING_LOGIN"] == "job"
    assert SERVICES["worker"]["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
    assert "--schedule" in SERVICES["beat-a"]["command"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_whoever_runs_on_is_asked_whether_it_lives(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["worker", "heart", "beat-a", "beat-b"])
@pytest.mark.parametrize(("age", "lives"), [(0, True), (100, True), (130, False), (None, False)])
def test_a_process_without_an_address_lives_while_its_sign_is_fresh(tmp_path, name, age, lives):
    sign = tmp_path / "alive"
    if age is not None:
        sign.touch()
        os.utime(sign, (time.time() - age,) * 2)
    kind, command = SERVICES[name]["healthcheck"]["test"]
    assert (kind, SERVICES[name]["environment"]["SIGN_OF_LIFE"].startswith("/tmp/")) == ("CMD-SHELL", True)
    done = subprocess.run(["/bin/sh", "-c", command.replace("$$", "$")], env={**os.environ, "SIGN_OF_LIFE": str(sign)}, check=False)
    assert (done.returncode == 0) == lives


@pytest.mark.parametrize("name", OURS)
def test_letters_leave_for_a_mail_server_and_not_for_the_log(name):
    assert SERVICES[name]["environment"]["EMAIL_KIND"] == "${EMAIL_KIND:-smtp}"


def test_redis_keeps_nothing_and_refuses_rather_than_forgets():
    said = " ".join(SERVICES["redis"]["command"])
    for option in ("--save ''", "--appendonly no", "--maxmemory-policy noeviction", "--requirepass"):
        assert option in said


def test_the_database_is_told_to_log_no_values_as_the_private_one_is():
    said = SERVICES["database"]["command"]
    for name in ("synchronous_commit", "log_min_error_statement", "log_error_verbosity", "log_parameter_max_length_on_error"):
        assert f"{name}={embedded.CAREFUL[name]}" in said


def test_the_image_runs_as_nobody_and_brings_no_node():
    lines = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
    last = lines[lines.rindex("\nFROM ") :]
    assert "USER 10001:10001" in last
    assert "--from=assets" not in last
    assert "--require-hashes --only-binary :all:" in lines
    assert set(re.findall(r"COPY (\w+)/ ", lines)) == {"agencies", "referrals", "safeguarding", "templates", "assets"}


def test_words_are_made_once_long_enough_and_in_a_closed_folder(tmp_path):
    script = tmp_path / "make-secrets"
    script.write_bytes((ROOT / "docker" / "make-secrets").read_bytes())
    made = []
    for _ in range(2):
        subprocess.run(["bash", str(script)], check=True)
        made.append({path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == set(COMPOSE["secrets"])
    assert min(map(len, made[0].values())) >= 50
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
