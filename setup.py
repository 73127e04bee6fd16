"""Put the project's templates into the package, so that `briefgen new` has them wherever it is installed.

`templates/` at the top stays the only copy; everything else is said in pyproject.toml.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithTemplates(build_py):
    """Build the package, and copy `templates/` beside the starter's workspace."""

    def run(self) -> None:
        """Copy after the modules are in place; a checkout in development needs no copy."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "briefgen" / "starter" / "templates"
            shutil.copytree("templates", target, dirs_exist_ok=True)


setup(cmdclass={"build_py": WithTemplates})
