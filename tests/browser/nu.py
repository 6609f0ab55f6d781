"""The Nu HTML checker on dumped pages: it finds what axe passes, such as an empty aria-describedby."""

import shutil
import subprocess
from pathlib import Path

JAR = Path(__file__).resolve().parents[2] / "assets" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def faults(pages: list[Path]) -> list[str]:
    """One line per fault. Needs Java 11 or later and `make assets`."""
    java = shutil.which("java")
    if java is None or not JAR.exists():
        raise RuntimeError("The HTML checker needs Java (sudo apt-get install -y default-jre-headless) and `make assets`.")
    ran = subprocess.run(
        [java, "-jar", str(JAR), "--errors-only", "--format", "text", *map(str, pages)], capture_output=True, text=True, check=False
    )
    return ran.stderr.splitlines() if ran.returncode else []
