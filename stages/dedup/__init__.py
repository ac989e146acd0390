"""dedup: which documents repeat another, and which paragraphs a site repeats.

`python -m stages.dedup` runs the stage; `dedup_folder` does the same for any folder of .txt files.
"""

from stages.dedup.folder import FolderRecord, dedup_folder

__all__ = ["FolderRecord", "dedup_folder"]
