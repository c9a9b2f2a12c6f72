"""Handing over: the package for a kent bilgi sistemi, what changed since the last one, and in whose words."""
