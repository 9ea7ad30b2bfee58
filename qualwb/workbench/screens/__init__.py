"""The screens of the workbench, a module or a folder each."""
