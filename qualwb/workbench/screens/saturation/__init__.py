"""The screen of saturation: when the groups stop adding codes or themes."""
