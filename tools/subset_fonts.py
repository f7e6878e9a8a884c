"""Make assets/fonts/ from the packages the fonts come from.

Inputs, unpacked by hand (nothing is installed):

    apt-get download texlive-lang-chinese && dpkg-deb -x texlive-lang-chinese_*.deb tl
    npm pack @expo-google-fonts/noto-serif-sc@0.4.3 && tar xzf expo-google-fonts-noto-serif-sc-*.tgz
    python tools/subset_fonts.py --fandol tl --noto package --out assets/fonts

The Fandol faces (仿宋, 黑体) are copied as they are: GB 2312 only. Noto Serif SC is cut to GBK plus
the rest of the Table of General Standard Chinese Characters, so that no name goes unprinted; the
cut halves both its size and the time a letter takes. Equal inputs give equal bytes.
"""

import argparse
import gzip
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FANDOL_FACES = ("FandolFang-Regular.otf", "FandolHei-Regular.otf")
NOTO_FACES = {
    "NotoSerifSC-Regular.ttf": "400Regular/NotoSerifSC_400Regular.ttf",
    "NotoSerifSC-Bold.ttf": "700Bold/NotoSerifSC_700Bold.ttf",
}
# Extension A as far as the national table and the civil registry's frequent questions go.
EXTENSION_A = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎"
    "䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)


def gbk() -> set[int]:
    """Every character that GBK can write."""
    chars = set(range(0x20, 0x7F))
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                chars.add(ord(bytes((lead, trail)).decode("gbk")))
            except (UnicodeDecodeError, TypeError):
                continue
    return chars


def wanted(font: TTFont) -> set[int]:
    """GBK, the named rare ones, and whatever the font has of the newer Chinese blocks."""
    newer = {char for char in font.getBestCmap() if char > 0xFFFF or 0x9FA6 <= char <= 0x9FFF}
    return gbk() | {ord(char) for char in EXTENSION_A} | newer


def cut(source: Path, target: Path) -> None:
    """Write the subset of one face."""
    options = subset.Options(
        layout_features=["ccmp", "kern", "locl"],
        hinting=False,
        recalc_timestamp=False,
        drop_tables=["BASE", "STAT", "vhea", "vmtx"],
        name_IDs=["*"],
    )
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted(font))
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make assets/fonts from unpacked packages.")
    parser.add_argument("--fandol", type=Path, required=True, help="texlive-lang-chinese, unpacked")
    parser.add_argument("--noto", type=Path, required=True, help="noto-serif-sc, unpacked")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)

    fandol = given.fandol / "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
    papers = given.fandol / "usr/share/doc/texlive-doc/fonts/fandol"
    for face in FANDOL_FACES:
        shutil.copyfile(fandol / face, given.out / face)
    (given.out / "LICENSE-Fandol.txt").write_bytes(gzip.decompress((papers / "COPYING.gz").read_bytes()))
    shutil.copyfile(papers / "README", given.out / "README-Fandol.txt")
    for face, source in NOTO_FACES.items():
        cut(given.noto / source, given.out / face)
    shutil.copyfile(given.noto / "LICENSE_FONT", given.out / "LICENSE-NotoSerifSC.txt")


if __name__ == "__main__":
    main()
