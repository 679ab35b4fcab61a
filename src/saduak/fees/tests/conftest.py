"""Every test of the fees may ask for a till."""

from saduak.fees.tests.till import till

__all__ = ["till"]
