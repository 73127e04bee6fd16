"""render/word."""
