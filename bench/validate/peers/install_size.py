"""Installed size of packages with all they need, in MB: python install_size.py NAME[,EXTRA] ..."""
import json, sys
from importlib.metadata import PackageNotFoundError, distribution
from packaging.requirements import Requirement


def closure(name, seen):
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    if found.metadata["Name"].lower() in seen:
        return
    seen[found.metadata["Name"].lower()] = sum(
        file.locate().stat().st_size for file in found.files or [] if file.locate().is_file()
    )
    for text in found.requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            closure(requirement.name, seen)


sizes = {}
for argument in sys.argv[1:]:
    seen = {}
    for name in argument.split(","):
        closure(name, seen)
    sizes[argument] = sum(seen.values()) / 2**20
print(json.dumps(sizes))
