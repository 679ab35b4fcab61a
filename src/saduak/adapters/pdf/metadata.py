"""What a document says of itself: one XMP packet for PDF/A-3a and PDF/UA-1 together, and the same in the old form.

PDF/A forbids a name in XMP that no schema explains, and the one of PDF/UA is not among those it knows: its schema must
stand in the same RDF. The packet is not compressed, so that an archive can read it without reading PDF.
"""

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from saduak.catalogue.ports import Imprint

PRODUCER = "Saduak, WeasyPrint"
"""Without a version: the same page gives the same bytes as long as it looks the same."""
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{dated}</xmp:CreateDate><xmp:ModifyDate>{dated}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def write_metadata(pdf: Any, imprint: Imprint) -> None:
    """Replace what WeasyPrint says of the document by what the imprint says."""
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.stream[:], stream.compress = [xmp(imprint)], False
    pdf.info.clear()
    pdf.info.update({name: _text_string(text) for name, text in _info(imprint).items() if text})


def xmp(imprint: Imprint) -> bytes:
    """The XMP packet of an imprint."""
    words = {
        "title": imprint.title,
        "subject": imprint.subject or imprint.title,
        "author": imprint.author or PRODUCER,
        "language": imprint.language,
        "dated": imprint.dated.isoformat(timespec="seconds"),
        "producer": PRODUCER,
    }
    return PACKET.format(**{name: escape(text) for name, text in words.items()}).encode()


def _info(imprint: Imprint) -> dict[str, str]:
    """The same in the document information dictionary, which PDF/A-3 wants to agree with the XMP."""
    dated = _pdf_date(imprint.dated)
    return {
        "Title": imprint.title,
        "Subject": imprint.subject or imprint.title,
        "Author": imprint.author or PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": dated,
        "ModDate": dated,
    }


def _pdf_date(moment: datetime) -> str:
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


def _text_string(text: str) -> bytes:
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"
