"""Lost and stolen: trusted helpers, blocking at once, and recovery in person."""
