"""Measurements that take their time; never part of the test run."""
