#!/usr/bin/env python3
"""Writes what the fuzzers begin with: the corpus, cut into pieces that a mutation can do something with, a folder a target under fuzz/corpus/."""

import json
import random
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
MOST = 1500  # bytes of a piece


def pieces(text: str):
    """Consecutive paragraphs of at most MOST bytes together."""
    piece = ""
    for paragraph in text.split("\n\n"):
        if piece and len((piece + paragraph).encode()) > MOST:
            yield piece
            piece = ""
        piece += paragraph + "\n\n"
    yield piece


def write(target: str, items):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for n, item in enumerate(items):
        data = item if isinstance(item, bytes) else item.encode()
        (folder / f"seed-{n:04}").write_bytes(data)


def main():
    texts = [p.read_text() for p in sorted(CORPUS.rglob("*.txt"))]
    cut = [piece for text in texts for piece in pieces(text)]
    front = "---\ntitle: \"A: b\"\nauthors:\n  - Ada Brand\ndate: 2017-02-03\nsource:\n  name: RT\ntags: [a, b]\n---\n"
    toml = "+++\ntitle = 'A'\ndate = 2017-02-03\n+++\n"
    write("text_file", cut + [front + p for p in cut[:5]] + [cut[0].encode("utf-16"), cut[0].encode("cp1252", "replace")])
    write("markdown", [front + p for p in cut] + [toml + p for p in cut[:5]] + [front, toml])
    pages = [p.read_text() for p in sorted(CORPUS.rglob("*.html"))]
    made = []
    for piece in cut[::3]:
        body = "".join(f"<p>{p}</p>" for p in piece.split("\n\n") if p.strip())
        made.append(
            "<!doctype html><html lang='en-GB'><head><title>A | The Example</title><meta property='og:site_name' content='The Example'>"
            "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"A\", \"datePublished\": \"2017-02-03\"}</script>"
            f"</head><body><nav><a href='/'>Home</a></nav><article><h1>A</h1>{body}</article></body></html>"
        )
    write("html", pages + made + ["<p>One &amp; two<br>three</p><table><tr><td><ul><li>a"])
    item = "<item><title>A</title><pubDate>Fri, 03 Feb 2017 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>“No,” Ada Brand said.</p>]]></content:encoded></item>"
    write("xml", [
        f"<?xml version='1.0'?><rss><channel><title>The Example</title>{item}</channel></rss>",
        "<feed><entry><title>A</title><updated>2017-02-03</updated><content type='xhtml'><p>“No,” Ada Brand said.</p></content></entry></feed>",
        "<nitf><body><body.head><hedline><hl1>A</hl1></hedline></body.head><body.content><p>“No,” Ada Brand said.</p></body.content></body></nitf>",
        "<newsMessage><itemSet><newsItem><contentSet><inlineData>“No,” Ada Brand said.</inlineData></contentSet></newsItem></itemSet></newsMessage>",
    ])
    answers = [f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode() for page in made[:5]]
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>No\r\n0\r\n\r\n"
    write("warc", [
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2017-02-03T10:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(a), a)
        for a in [*answers, chunked]
    ])
    mail = "From: Skarv Courier <news@courier.example>\nMessage-ID: <1>\nDate: Fri, 3 Feb 2017 09:15:00 +0100\nSubject: =?utf-8?q?Mayor_stays?=\nMIME-Version: 1.0\n"
    parts = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=E2=80=9CNo,=E2=80=9D Ada Brand said.\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>“No,” Ada Brand said.</p>\n--b--\n"
    mails = [mail + "\n" + p for p in cut[::6]] + [mail + parts] + [f"{mail}Content-Type: text/html; charset=utf-8\n\n{page}" for page in made[:3]]
    write("mail", mails + ["From a@b.example Fri Feb  3 09:15:00 2017\n" + m for m in mails[:3]])
    rich = lambda text: "".join("\\par\n" if c == "\n" else c if c.isascii() else f"\\u{(ord(c) + 0x8000) % 0x10000 - 0x8000}?" for c in text if ord(c) < 0x10000)
    write("rtf", [r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title A}{\author Ada Brand}}\f0 " + rich(p) + "}" for p in cut[::6]] + [r"{\rtf1\ansi \'93No,\'94 {\b Ada Brand}{\v hidden} said.\par\trowd a\cell b\cell\row}"])
    write("epub", [f"<html><head><title>A</title></head><body><h1>A</h1><p>{p}</p></body></html>" for p in cut[::6]])
    fixtures = HERE.parent / "tests" / "it" / "fixtures" / "formats"
    written = lambda *endings: [p.read_bytes() for p in sorted(fixtures.iterdir()) if p.suffix in endings]
    write("pdf", written(".pdf"))
    write("csv", ["title,text,date\n" + f'A,"{p}",2017-02-03\n'.replace("\n\n", " ") for p in cut[::9]] + written(".csv", ".tsv"))
    write("archive", written(".zip", ".tar", ".gz", ".xz", ".bz2", ".zst", ".wacz", ".warc") + ["a.txt\0“No,” Ada Brand said.\0../b.txt\0B.\0c.zip\0PK"])
    paragraphs = "“No,” Ada Brand said.", "A &amp; B"
    write("office", [
        "<w:document><w:body>" + "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs) + "<w:del><w:t>x</w:t></w:del></w:body></w:document>",
        "<office:document-content><office:body><office:text>" + "".join(f"<text:p>{p}<text:s/></text:p>" for p in paragraphs) + "</office:text></office:body></office:document-content>",
    ] + written(".docx", ".odt"))
    lines = [line for p in sorted(CORPUS.rglob("*.jsonl")) for line in p.read_text().splitlines()]
    records = [json.dumps({"text": p, "title": "A", "date": "2017-02-03", "authors": [{"name": "Ada Brand"}]}) for p in cut[::3]]
    write("json", records + lines[:10] + [json.dumps([{"text": "“No,” Ada Brand said."}, {"body": "<p>No</p>"}]), "{\"text\": \n[{\"a\": \"\\u00e9\"}]"])
    write("gold", (CORPUS / "gold.jsonl").read_text().splitlines()[:20] + [
        '{"doc": "a.txt", "attributions": [{"kind": "direct", "source": [[11, 20]], "cue": [[21, 25]], "content": [[0, 10]], "speaker": "Ada Brand"}]}\n'
        '{"doc": "b.txt", "attributions": [{"content": [[0, 10], [30, 40]]}]}'
    ])
    write("query", ["harbour", '"the harbour" AND mayor', "title:harbour OR speaker:quill", "NOT (a OR b) -c har* source:\"wire\"", "*", "(((", "a:b", "“x” „y"])
    # The first byte is the number of the file among all that are built in, sorted (`Seeds::built_in_names`).
    seeds = HERE.parent / "seeds"
    names = sorted(p.relative_to(seeds).as_posix() for p in seeds.rglob("*.toml"))
    write("seed_file", [bytes([n]) + piece.encode() for n, name in enumerate(names) for piece in list(pieces((seeds / name).read_text()))[:8]])
    random.seed(1)
    for target in ("article", "columns", "export", "index"):
        write(target, [bytes(random.randrange(256) for _ in range(n)) for n in (20, 40, 80, 120) for _ in range(20)])


if __name__ == "__main__":
    main()
