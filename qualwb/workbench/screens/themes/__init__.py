"""The themes screen: a board of themes with their codes."""
