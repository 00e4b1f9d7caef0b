"""What every test stands on: the rule on skipped tests, and quiet for Hypothesis on shared machines."""

import hypothesis

pytest_plugins = ["tests.nothing_skipped", "tests.browser"]

# A busy machine is no reason for a test to fail.
hypothesis.settings.register_profile("no clock", deadline=None)
hypothesis.settings.load_profile("no clock")
