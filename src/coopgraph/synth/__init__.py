"""Test data of any size: cooperation records that never happened."""
