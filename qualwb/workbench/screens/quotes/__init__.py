"""The quotes screen: passages that a query asks for."""
