"""A skipped test fails a run with CI=true, and only there."""

import pytest

pytest_plugins = ["pytester"]

SKIPS = "import pytest\ndef test_that_runs(): pass\ndef test_in_a_browser(): pytest.skip('no Chromium')\n"
RUNS = "def test_that_runs(): pass\n"


def outcome(pytester: pytest.Pytester, source: str, *arguments: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess("-p", "tests.nothing_skipped", "-p", "no:django", *arguments)


def test_a_skipped_test_fails_the_run_and_is_named(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    result = outcome(pytester, SKIPS)

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*nothing may be skipped: *test_in_a_browser"])


@pytest.mark.parametrize("arguments", [(), ("-p", "xdist", "-n", "1")])
def test_a_file_that_is_skipped_whole_fails_it_too_also_in_a_parallel_run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(test_whole="import pytest\npytest.skip('no Redis', allow_module_level=True)\n")

    result = outcome(pytester, RUNS, *arguments)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*nothing may be skipped: *test_whole*"])


def test_a_run_without_skips_passes(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    assert outcome(pytester, RUNS).ret == pytest.ExitCode.OK


def test_on_a_persons_computer_a_skip_is_no_failure(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)

    assert outcome(pytester, SKIPS).ret == pytest.ExitCode.OK
