"""Autocoding: what is to be coded is looked for, looked over and ticked, and coded at one go."""
