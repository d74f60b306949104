"""The sandbox: what it answers, what it refuses, and that it does so as the spec says."""
