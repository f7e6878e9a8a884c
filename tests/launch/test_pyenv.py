"""The machine's settings for packages are kept: a mirror that pip uses, uv uses too."""

from tools.launch.pyenv import parse_pip_settings, uv_env


def test_a_mirror_in_pips_settings_reaches_uv():
    pip = parse_pip_settings("global.index-url='https://mirror.invalid/simple'\nglobal.timeout='60'\n")
    assert uv_env(pip, {})["UV_DEFAULT_INDEX"] == "https://mirror.invalid/simple"


def test_further_indexes_and_folders_are_handed_on():
    pip = parse_pip_settings(
        "global.extra-index-url='file:///a/simple file:///b/simple'\nglobal.find-links='/opt/wheels\\n/opt/more'\n"
        "global.trusted-host='mirror.invalid'\nglobal.cert='/etc/ssl/ours.pem'\n"
    )
    env = uv_env(pip, {})
    assert env["UV_INDEX"] == "file:///a/simple file:///b/simple"
    assert env["UV_FIND_LINKS"] == "/opt/wheels,/opt/more"
    assert env["UV_INSECURE_HOST"] == "mirror.invalid"
    assert env["SSL_CERT_FILE"] == "/etc/ssl/ours.pem"


def test_the_environment_wins_over_the_files_as_it_does_in_pip():
    listed = (
        ":env:.index-url='https://env.invalid/simple'\nglobal.index-url='https://global.invalid/simple'\n"
        "install.index-url='https://install.invalid/simple'\n"
    )
    assert parse_pip_settings(listed)["index-url"] == "https://env.invalid/simple"


def test_what_was_said_to_uv_itself_is_not_overruled():
    pip = {"index-url": "https://mirror.invalid/simple"}
    env = uv_env(pip, {"UV_DEFAULT_INDEX": "https://uv.invalid/simple"})
    assert env["UV_DEFAULT_INDEX"] == "https://uv.invalid/simple"


def test_the_machines_certificates_are_trusted():
    assert uv_env({}, {})["UV_SYSTEM_CERTS"] == "true"
