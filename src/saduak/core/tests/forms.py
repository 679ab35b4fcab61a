"""A small form with everything a form can have, for tests."""

from saduak.core.package import (
    Code,
    CodeList,
    Comparison,
    Condition,
    Document,
    Field,
    FieldKind,
    Form,
    Group,
    LineRule,
    Op,
    Option,
    Page,
    Source,
    Text,
)


def text(words: str) -> Text:
    """A text that is the same in both languages."""
    return Text(words, words)


def when(field: str, op: Op, value: object = None) -> Condition:
    """A condition of one comparison."""
    return Condition(all=(Comparison(field, op, value),))  # type: ignore[arg-type]  # values as a file has them


def question(name: str, kind: FieldKind = FieldKind.TEXT, **more: object) -> Field:
    """One question."""
    return Field(name, kind, text(name), **more)  # type: ignore[arg-type]  # values as a file has them


WASTES = CodeList(
    "wastes",
    text("wastes"),
    "made up",
    (
        Code("16", text("chapter")),
        Code("1601", text("group"), group="16", classes=("vehicle",)),
        Code("160107", text("oil filters"), group="1601", classes=("hazardous",)),
        Code("160117", text("iron"), group="1601"),
    ),
)
METHODS = CodeList(
    "methods",
    text("methods"),
    "made up",
    (Code("043", text("burn"), classes=("harmless_only",)), Code("082", text("fill"))),
)
REFUSED = LineRule(
    "hazard_burnt",
    Condition(all=(Comparison("code", Op.HAS_CLASS, "hazardous"), Comparison("method", Op.HAS_CLASS, "harmless_only"))),
    text("A hazardous waste may not be burnt."),
    "fa 8",
)
FORM = Form(
    (
        Page(
            "who",
            text("who"),
            (
                Group(
                    "applicant",
                    text("applicant"),
                    (
                        question(
                            "kind",
                            FieldKind.CHOICE,
                            options=(Option("person", text("person")), Option("company", text("company"))),
                        ),
                        question("number", FieldKind.PERSON_ID, when=when("applicant.kind", Op.IS, "person")),
                        question("company", FieldKind.JURISTIC_ID, when=when("kind", Op.IS, "company")),
                        question("nickname", required=False, longest=10),
                    ),
                ),
            ),
        ),
        Page(
            "what",
            text("what"),
            (
                Group(
                    "waste",
                    text("waste"),
                    (
                        question("code", FieldKind.CODE, code_list="wastes"),
                        question("method", FieldKind.CODE, code_list="methods"),
                        question("tonnes", FieldKind.DECIMAL, places=2, least=1, most=100_000),
                        question("deed", when=when("method", Op.IS, "082")),
                    ),
                    repeats=True,
                    most=3,
                    refuses=(REFUSED,),
                ),
            ),
        ),
        Page(
            "proxy",
            text("proxy"),
            (
                Group(
                    "director",
                    text("director"),
                    (question("name"),),
                    when=when("applicant.company", Op.FILLED),
                ),
            ),
        ),
    )
)


def document(name: str, condition: Condition | None = None) -> Document:
    """A document that the applicant has."""
    return Document(name, text(name), state_issued=False, issuer=text("x"), sources=(Source.UPLOAD,), when=condition)


DOCUMENTS = (
    document("map"),
    document("deed", when("waste.method", Op.IS, "082")),
    document(
        "analysis",
        Condition(all=(Comparison("waste.code", Op.HAS_CLASS, "hazardous"), Comparison("waste.method", Op.IS, "082"))),
    ),
)
