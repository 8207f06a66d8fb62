use super::*;

const LETTER: &str = "Received: from mx.example by in.example; Fri, 3 Feb 2017 09:15:04 +0100
From: =?utf-8?Q?The_Harbour_Courier?= <news@courier.example>
To: reader@example.org
Subject: Mayor stays =?iso-8859-1?Q?=E9n?=
 garde
Date: Fri, 3 Feb 2017 09:15:00 +0100
Message-ID: <1@courier.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=\"b1\"

--b1
Content-Type: text/plain; charset=utf-8

\u{201c}We stay,\u{201d} said Ann Brand.

--b1
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

<html><body><table><tr><td><p>=93We stay,=94 said Ann Brand of the =
harbour.</p></td></tr></table></body></html>

--b1--
";

fn one(content: &[u8]) -> crate::read::RawArticle {
    let loaded = message("a.eml", None, content, &ReadOptions::default()).expect("a mail");
    assert_eq!(loaded.skipped, []);
    loaded.articles.into_iter().next().expect("an article")
}

#[test]
fn a_newsletter_is_its_page() {
    assert!(Eml.is(LETTER.as_bytes()) && !Mhtml.is(LETTER.as_bytes()) && !Mbox.is(LETTER.as_bytes()));
    let article = one(LETTER.replace('\n', "\r\n").as_bytes());
    assert_eq!(article.text, "“We stay,” said Ann Brand of the harbour.");
    let meta = article.meta;
    assert_eq!(meta.title.as_deref(), Some("Mayor stays én garde"));
    assert_eq!((meta.source.as_deref(), meta.author), (Some("The Harbour Courier"), None));
    assert_eq!((meta.date.as_deref(), meta.published.as_deref()), (Some("2017-02-03"), Some("2017-02-03T09:15")));
}

#[test]
fn lines_that_were_broken_are_joined() {
    let body = "“We will keep the bridge open for as long as the engineers allow us to\ndo so,” said Ann Brand.\n\n- one\n- two\n";
    let plain = format!("From: a@b.example\nMessage-ID: <1>\nContent-Type: text/plain; charset=utf-8\n\n{body}");
    assert_eq!(
        one(plain.as_bytes()).text,
        "“We will keep the bridge open for as long as the engineers allow us to\ndo so,” said Ann Brand.\n\n- one\n- two"
    );
    let wrapped = plain.replace("do so,” said", "do so, and not a day longer than that, whatever is wished,” said");
    assert!(one(wrapped.as_bytes()).text.contains("allow us to do so, and not"));
    let flowed = plain.replace("charset=utf-8", "charset=utf-8; format=flowed").replace("us to\n", "us to \n");
    assert!(one(flowed.as_bytes()).text.contains("allow us to do so,"));
}

#[test]
fn attached_articles_are_read() {
    let mail = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee below.\n--x
Content-Type: text/plain; name=\"n.txt\"\nContent-Disposition: attachment; filename=\"n.txt\"\nContent-Transfer-Encoding: base64\n\nSGUgc2FpZCBzby4=\n--x
Content-Type: image/png; name=p.png\nContent-Disposition: attachment; filename=p.png\n\nx\n--x
Content-Type: message/rfc822\nContent-Disposition: attachment\n\nFrom: c@d.example\nSubject: In\n\nShe said so.\n--x--\n";
    let loaded = message("a.eml", None, mail.as_bytes(), &ReadOptions::default()).expect("a mail");
    let texts: Vec<_> = loaded.articles.iter().map(|a| format!("{}: {}", a.path, a.text.trim())).collect();
    assert_eq!(
        texts,
        ["a.eml: See below.", "a.eml!/n.txt: He said so.", "a.eml!/mail.eml: She said so."],
        "{:?}",
        loaded.skipped
    );
}

#[test]
fn a_saved_page_is_its_page() {
    let page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.courier.example/2017/a\r\nSubject: Mayor stays\r\nDate: Mon, 1 Jan 2024 10:00:00 -0000\r\nMIME-Version: 1.0
Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--B\"\r\n\r\n----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.courier.example/2017/a\r\n
<html><head><meta charset=3D\"utf-8\"></head><body><p>=E2=80=9CWe stay,=E2=80=9D said Ann Brand.</p></body></html>\r\n----B\r\nContent-Type: image/png\r\n\r\nx\r\n----B--\r\n";
    assert!(Mhtml.is(page.as_bytes()) && !Eml.is(page.as_bytes()));
    let loaded = Mhtml.read("a.mht", page.as_bytes(), &ReadOptions::default()).expect("a page");
    let article = &loaded.articles[0];
    assert_eq!(article.text, "“We stay,” said Ann Brand.");
    assert_eq!(article.meta.url.as_deref(), Some("https://www.courier.example/2017/a"));
    assert_eq!(
        (article.meta.title.as_deref(), article.meta.date.as_deref()),
        (Some("Mayor stays"), None),
        "the day of saving is not the day of publication"
    );
}

#[test]
fn a_mailbox_is_its_mails() {
    let mbox = format!(
        "From news@courier.example Fri Feb  3 09:15:00 2017\n{LETTER}\nFrom x@y.example Sat Feb  4 10:00:00 2017\nFrom: x@y.example\nMessage-ID: <2>\n\nHe said so.\n\nFrom the desk of the mayor.\n\n>From then on.\n"
    );
    assert!(Mbox.is(mbox.as_bytes()) && !Eml.is(mbox.as_bytes()));
    let loaded = Mbox.read("m.mbox", mbox.as_bytes(), &ReadOptions::default()).expect("mails");
    assert_eq!(loaded.skipped, []);
    assert_eq!(
        loaded.articles.iter().map(|a| (a.path.as_str(), a.record)).collect::<Vec<_>>(),
        [("m.mbox#1", Some(1)), ("m.mbox#2", Some(2))]
    );
    assert_eq!(loaded.articles[1].text, "He said so.\n\nFrom the desk of the mayor.\n\nFrom then on.");
    let mails: Vec<_> =
        mailbox::Mails::new(mbox.as_bytes(), 200).map(|mail| mail.expect("in memory").1.is_ok()).collect();
    assert_eq!(mails, [false, true], "one that is too large costs itself");
}

#[test]
fn damaged_mail_is_told() {
    let options = ReadOptions::default();
    let cause =
        |content: &str| message("a", None, content.as_bytes(), &options).expect_err("no text").cause().to_owned();
    assert_eq!(cause(""), "not a mail, whatever its name says");
    assert_eq!(cause("From: a@b.example\nMessage-ID: <1>\n\n"), "no text in this mail");
    let locked = "From: a@b.example\nContent-Type: multipart/encrypted; boundary=x\n\n--x\nContent-Type: application/octet-stream\n\nx\n--x--\n";
    assert_eq!(cause(locked), "it is encrypted");
    let cut = message("a", None, &LETTER.as_bytes()[..LETTER.len() - 60], &options).expect("a part");
    assert_eq!(
        (cut.articles.len(), cut.skipped[0].cause.as_str()),
        (1, "the mail is cut off: only its first part was read")
    );
    assert!(
        !Eml.is(b"Title: Mayor stays\nSource: RT\nFrom: our correspondent\nDate: 3 February 2017\n\nHe said so.\n")
    );
}

proptest::proptest! {
    #[test]
    fn never_panics(lines in "(From [a-z@]{0,5} 09:15\n|From: a@b\n|MIME-Version: 1.0\n|Content-Type: multipart/(mixed|related); boundary=x\n|--x(--)?\n|Content-Type: (text/html|message/rfc822)\n|\n|=\\?utf-8\\?[QB]\\?=?[0-9A-F]{0,4}\\?=|[<>a-z =]{0,9}){0,30}") {
        let options = ReadOptions::default();
        let _ = (Eml.is(lines.as_bytes()), Mhtml.is(lines.as_bytes()));
        let _ = message("a", None, lines.as_bytes(), &options);
        let _ = Mhtml.read("a", lines.as_bytes(), &options);
        let _ = Mbox.read("a", lines.as_bytes(), &options);
    }
}
