"""What can happen to a letter. Addressee, words and proofs stand in rows that may be erased; events hold digests."""

from saduak.ledger.kinds import event_kind

LETTER_SENT = event_kind(
    "letter.sent",
    "An agency sent a letter.",
    *(
        "agency",
        "case",
        "case_number",
        "service",
        "kind",
        "language",
        "reply",
        "number",
        "series_year",
        "person",
        "organisation",
        "reply_to",
    ),
    digests=("addressee", "words"),
)
LANE_OPENED = event_kind(
    "letter.lane_opened",
    "A letter is to travel on a lane: inbox, e-mail, post or by hand.",
    *("delivery", "lane", "state", "at"),
)
LETTER_DELIVERED = event_kind(
    "letter.delivered",
    "A letter reached the addressee: it stands in the inbox, or its delivery was recorded with a proof.",
    *("delivery", "lane", "state", "at"),
    digests=("proof",),
)
LETTER_MAILED = event_kind(
    "letter.mailed",
    "A mail server took the letter over.",
    *("delivery", "lane", "state", "at", "message_id"),
)
LETTER_POSTED = event_kind(
    "letter.posted",
    "A letter was posted; the proof is its registered number.",
    *("delivery", "lane", "state", "at"),
    digests=("proof",),
)
LETTER_REFUSED = event_kind(
    "letter.refused",
    "The addressee would not take a letter handed over; it is to be posted.",
    *("delivery", "lane", "state", "at"),
    digests=("proof",),
)
LETTER_RETURNED = event_kind(
    "letter.returned",
    "The post brought a letter back.",
    *("delivery", "lane", "state", "at"),
    digests=("proof",),
)
LETTER_BOUNCED = event_kind(
    "letter.bounced",
    "An e-mail cannot reach its address; the letter is to be posted.",
    *("delivery", "lane", "state", "at", "code"),
)
LANE_DROPPED = event_kind(
    "letter.lane_dropped",
    "A letter need not travel on a lane any more.",
    *("delivery", "lane", "state", "at"),
)
LETTER_READ = event_kind(
    "letter.read", "The addressee or its agent opened a letter for the first time.", "reader", "read_at"
)
LETTER_SEALED = event_kind(
    "letter.sealed",
    "The sheet of a letter was made for good; the digest is the SHA-256 of the file.",
    *("sealed_file", "sealed_digest"),
)
LETTER_ERASED = event_kind("letter.erased", "Addressee, words, proofs and sheet of a letter were erased.", "ground")
PREFERENCE_CHOSEN = event_kind(
    "preference.chosen",
    "A person or an organisation chose how to be written to.",
    *("party_kind", "language", "email_lane"),
)
