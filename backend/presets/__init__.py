"""Currencies as files of settings: read, checked word by word, and founded whole or not at all."""
