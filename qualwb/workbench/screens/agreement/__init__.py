"""The screen of agreement: how well two coders agree, code by code and over all."""
