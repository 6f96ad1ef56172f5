"""What all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No deadline: speed is measured in benchmarks, and CI's machines are noisy.
settings.register_profile("hotwash", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hotwash")
