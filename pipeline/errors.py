"""Errors a person can fix: one line, no traceback. Everything else is a bug and keeps its traceback."""


class ProjectError(Exception):
    """`<where>: <what is wrong, with the value>; <what to do>`."""


class ParamsError(ProjectError):
    """params.yaml, or a flag, holds what the program cannot use."""


class DataError(ProjectError):
    """A file or folder is missing, damaged or not what was recorded."""
