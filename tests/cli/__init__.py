"""The command line: in process where that is enough, as a real process where it matters."""
