"""The matrix screen: themes or codes across the material."""
