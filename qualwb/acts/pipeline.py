"""The Swedish pipeline that reads the material: which one is in use, and getting another."""

from qualwb.language.loading import Installation, PipelineInfo, describe, install

__all__ = ["Installation", "PipelineInfo", "describe", "install"]
