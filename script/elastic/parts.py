"""Elasticsearch's published parts, fetched by Maven and laid out as its node wants."""

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from launch.failures import NO_NETWORK, CannotGoOn
from launch.folders import Folders
from launch.lock import only_one

HERE = Path(__file__).parent
OLDEST_JAVA = 17
# A program that runs for seconds is not worth the second compiler.
BRIEF = "-XX:TieredStopAtLevel=1"
# A module has a class loader of its own; whatever is not named here is the server's.
TRANSPORT = ("netty-", "transport-netty4-")
DESCRIPTOR = """\
name={name}
description={name}
version={version}
elasticsearch.version={version}
java.version={java}
classname={main}
"""


def version() -> str:
    """Return the version, which stands in pom.xml alone."""
    pom = (HERE / "pom.xml").read_text("utf-8")
    found = re.search(r"<elasticsearch\.version>([\d.]+)<", pom)
    if found is None:
        raise CannotGoOn("pom.xml names no version of Elasticsearch.")
    return found[1]


def home(folders: Folders) -> Path:
    return folders.root / "var" / "tools" / f"elasticsearch-{version()}"


def fingerprint() -> str:
    """Sum up all that decides what is built."""
    sources = sorted([*HERE.glob("*.xml"), *HERE.glob("*.properties"), Path(__file__)])
    sources += sorted((HERE / "java").glob("*.java"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def is_built(folders: Folders) -> bool:
    stamp = home(folders) / "built.txt"
    return stamp.exists() and stamp.read_text("utf-8") == fingerprint()


def build(folders: Folders) -> Path:
    """Return the folder of the server, put together now if it is not there yet.

    Refuses in one sentence without Java, Maven or the network.
    """
    place = home(folders)
    if is_built(folders):
        return place
    require_java()
    lock = place.with_suffix(".lock")
    with only_one(lock, doing="Elasticsearch is being put together"):
        unfinished = place.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        assemble(folders, unfinished)
        shutil.rmtree(place, ignore_errors=True)
        unfinished.rename(place)
    return place


def assemble(folders: Folders, place: Path) -> None:
    """Fetch and compile into a folder; its stamp is written last."""
    log = folders.log / "elasticsearch-build.log"
    jars, classes = place / "lib", place / "classes"
    fetch(jars, log, folders)
    compile_sources(jars, classes, log)
    main = "org.elasticsearch.transport.netty4.Netty4Plugin"
    transport = module(place, "transport-netty4", main)
    for jar in sorted(jars.glob("*.jar")):
        if jar.name.startswith(TRANSPORT):
            jar.rename(transport / jar.name)
    pack(classes, "SingleNode", jars / "single-node.jar")
    root = module(place, "root-address", "marquee.RootAddress")
    pack(classes, "RootAddress", root / "root-address.jar")
    shutil.rmtree(classes)
    (place / "config").mkdir()
    shutil.copy(HERE / "log4j2.properties", place / "config")
    (place / "built.txt").write_text(fingerprint(), "utf-8")


def fetch(jars: Path, log: Path, folders: Folders) -> None:
    """Let Maven bring the server with all that it leans on."""
    maven: list[str | Path] = [require("mvn"), "--batch-mode", "--no-transfer-progress"]
    maven += ["--strict-checksums", "--file", HERE / "pom.xml"]
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime"]
    done = run([*maven, *goal, f"-DoutputDirectory={jars}"], log)
    if done.returncode == 0:
        return
    where = folders.shown(log)
    if any(sign in done.stdout for sign in (*NO_NETWORK, "Unknown host")):
        raise CannotGoOn(
            "The repository of Maven can't be reached, and the parts of Elasticsearch"
            f" are not here yet (details in {where})."
        )
    raise CannotGoOn(f"Maven could not bring Elasticsearch {version()} (see {where}).")


def compile_sources(jars: Path, classes: Path, log: Path) -> None:
    javac: list[str | Path] = [require("javac"), "-proc:none", f"-J{BRIEF}"]
    sources = sorted((HERE / "java").glob("*.java"))
    done = run([*javac, "-cp", f"{jars}/*", "-d", classes, *sources], log)
    if done.returncode:
        said = (done.stdout.strip().splitlines() or ["no reason given"])[-1]
        raise CannotGoOn(f"javac could not compile the node ({said}).")


def module(place: Path, name: str, main: str) -> Path:
    """Make the folder of a module with the descriptor that its loader asks for."""
    folder = place / "modules" / name
    folder.mkdir(parents=True)
    words = DESCRIPTOR.format(name=name, version=version(), java=OLDEST_JAVA, main=main)
    (folder / "plugin-descriptor.properties").write_text(words, "utf-8")
    return folder


def pack(classes: Path, name: str, jar: Path) -> None:
    """Make a jar of a class and those inside it."""
    with zipfile.ZipFile(jar, "w") as archive:
        for path in sorted(classes.rglob(f"{name}*.class")):
            archive.write(path, path.relative_to(classes))


def run(command: Sequence[str | Path], log: Path) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; what it said stands in the log too."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=HERE,
        env={"MAVEN_OPTS": BRIEF, **os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as record:
        record.write(done.stdout)
    return done


def require_java() -> Path:
    """Return a Java that is new enough, or refuse."""
    java = require("java")
    asked = subprocess.run(
        [java, "-version"], capture_output=True, text=True, check=False
    )
    found = re.search(r'version "(\d+)', asked.stderr)
    if found is None or int(found[1]) < OLDEST_JAVA:
        raise CannotGoOn(
            f"Elasticsearch needs Java {OLDEST_JAVA} or newer, and {java} is another."
        )
    return java


def require(name: str) -> Path:
    """Find one of the programs, those of Java in JAVA_HOME first."""
    path = os.environ.get("PATH", "")
    java_home = os.environ.get("JAVA_HOME", "")
    if java_home and name != "mvn":
        path = os.pathsep.join([str(Path(java_home) / "bin"), path])
    found = shutil.which(name, path=path)
    if found:
        return Path(found)
    if name == "mvn":
        raise CannotGoOn(
            "Elasticsearch is put together by Maven, and there is no mvn here."
        )
    raise CannotGoOn(
        f"Elasticsearch needs Java {OLDEST_JAVA} or newer (a development kit), and"
        f" there is no {name} here."
    )
