"""The screen of what stands together: a matrix of codes or themes, and the network around one."""
