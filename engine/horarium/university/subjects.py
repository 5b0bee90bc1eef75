"""What universities teach: subjects, their codes, and whether they need laboratories."""

from dataclasses import dataclass

_LABORATORY = """
PHY Physics|CHE Chemistry|BIO Biology|CSC Computer Science|ELE Electrical Engineering
MEC Mechanical Engineering|CIV Civil Engineering|BOT Botany|ZOO Zoology|MIC Microbiology
BCH Biochemistry|GEO Geology|ELX Electronics|GEN Genetics|FSC Food Science|AGR Agronomy
MAT Materials Science|ENV Environmental Science|NUR Nursing|PHA Pharmacy|ARC Architecture
FIN Fine Arts|MUS Music|PSY Psychology|STA Statistics|INF Information Systems
""".replace("\n", "|")

_LECTURE = """
MTH Mathematics|ENG English|HIS History|ECO Economics|PHI Philosophy|SOC Sociology
POL Political Science|LAW Law|COM Commerce|EDU Education|LIN Linguistics|SAN Sanskrit
HIN Hindi|TAM Tamil|FRE French|GER German|GGR Geography|ANT Anthropology|JOU Journalism
MGT Management|ACC Accounting|PAD Public Administration|LIB Library Science|REL Religion
SWK Social Work|ART Art History|TOU Tourism|THE Theatre|WST Gender Studies
INT International Relations|DEV Development Studies|HEA Public Health
SPO Sports Science|URB Urban Planning|MKT Marketing
MED Media Studies|ARA Arabic|SPA Spanish
""".replace("\n", "|")

_VARIETIES = (("", ""), ("A", "Applied "), ("T", "Theoretical "), ("C", "Comparative "))


@dataclass(frozen=True, slots=True)
class Subject:
    code: str
    name: str
    laboratory: bool


def subjects(count: int) -> list[Subject]:
    """The first `count` subjects, two of five of them with laboratories.

    Raises ValueError when there are not as many.
    """
    lab, lecture = _parse(_LABORATORY, True), _parse(_LECTURE, False)
    mixed: list[Subject] = []
    while lab or lecture:
        wants_lab = len(mixed) % 5 in (0, 2)
        source = lab if lab and (wants_lab or not lecture) else lecture
        mixed.append(source.pop(0))
    every = [
        Subject(subject.code + letter, prefix + subject.name, subject.laboratory)
        for letter, prefix in _VARIETIES
        for subject in mixed
    ]
    if count > len(every):
        raise ValueError(f"{count} departments asked for, {len(every)} subjects known")
    return every[:count]


def _parse(text: str, laboratory: bool) -> list[Subject]:
    pairs = (entry.split(" ", 1) for entry in text.split("|") if entry.strip())
    return [Subject(code, name, laboratory) for code, name in pairs]
