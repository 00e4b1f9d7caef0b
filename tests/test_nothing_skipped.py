"""A skipped test fails a run with CI=true, and only there."""

import pytest

pytest_plugins = ["pytester"]

SKIPS = "import pytest\ndef test_that_runs(): pass\ndef test_in_a_browser(): pytest.skip('no Chromium')\n"
RUNS = "def test_that_runs(): pass\n"


def outcome(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess("-p", "tests.nothing_skipped", "-p", "no:django")


def test_a_skipped_test_fails_the_run_and_is_named(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    result = outcome(pytester, SKIPS)

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*nothing may be skipped: *test_in_a_browser"])


def test_a_run_without_skips_passes(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    assert outcome(pytester, RUNS).ret == pytest.ExitCode.OK


def test_on_a_persons_computer_a_skip_is_no_failure(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)

    assert outcome(pytester, SKIPS).ret == pytest.ExitCode.OK
