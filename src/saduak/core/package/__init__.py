"""A service as a file: the types of `services/<kind>/<service>/<version>/`.

The citizen's manual (LFA s.7) is the program: what stands here is published, asked, checked, timed and charged, and
nothing else is. The vocabulary is closed: a package chooses from what the core knows and holds no expressions. Field
names follow CPSV-AP and the manual of info.go.th. Money is in satang, dates are of the Common Era, articles are written
"pha 56" or "lfa 10 2": the Act's id in `law/acts/`, the section, the paragraph.

`sources.packages` reads these types from YAML, `sources.lint` checks what types cannot, and the JSON Schema under
`services/_schema/` is generated from them.
"""

from saduak.core.package.fees import Counting, Fee, Fees, Rounding, Surcharge, Tier, Waiver
from saduak.core.package.form import Code, CodeList, Field, FieldKind, Form, Group, LineRule, Option, Page
from saduak.core.package.guide import Guide, Lead
from saduak.core.package.service import (
    Authority,
    Category,
    Complaint,
    ConsentOf,
    Delegate,
    Document,
    Exemption,
    Lane,
    LaterRule,
    LegalBasis,
    ManualStep,
    Office,
    Output,
    Reduction,
    RuleKind,
    Service,
    Source,
    Statute,
    StepKind,
    Transition,
    Validity,
)
from saduak.core.package.values import CASE_VALUES, LETTERS, OTHER_LETTERS
from saduak.core.package.whole import Example, Expected, Letter, LicenceFace, Overlay, Package, StepChange
from saduak.core.package.words import Answer, Answers, Article, Comparison, Condition, Line, Op, Scalar, Text, cited

__all__ = [
    "CASE_VALUES",
    "LETTERS",
    "OTHER_LETTERS",
    "Answer",
    "Answers",
    "Article",
    "Authority",
    "Category",
    "Code",
    "CodeList",
    "Comparison",
    "Complaint",
    "Condition",
    "ConsentOf",
    "Counting",
    "Delegate",
    "Document",
    "Example",
    "Exemption",
    "Expected",
    "Fee",
    "Fees",
    "Field",
    "FieldKind",
    "Form",
    "Group",
    "Guide",
    "Lane",
    "LaterRule",
    "Lead",
    "LegalBasis",
    "Letter",
    "LicenceFace",
    "Line",
    "LineRule",
    "ManualStep",
    "Office",
    "Op",
    "Option",
    "Output",
    "Overlay",
    "Package",
    "Page",
    "Reduction",
    "Rounding",
    "RuleKind",
    "Scalar",
    "Service",
    "Source",
    "Statute",
    "StepChange",
    "StepKind",
    "Surcharge",
    "Text",
    "Tier",
    "Transition",
    "Validity",
    "Waiver",
    "cited",
]
