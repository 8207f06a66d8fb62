//! The page among strangers: other sites, other machines, articles that want to be more than text.

use super::browser::Served;
use super::place::Place;
use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

#[test]
fn only_this_machine_s_own_browser_is_answered() {
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    for host in ["evil.example", "evil.example:8417", "127.0.0.1.evil.example", "10.0.0.1", ""] {
        let answer = served.ask("GET", "/api/v1/claims", &[("Host", host)], b"").expect(403);
        assert!(!answer.text().contains("Spickett"), "{host}");
    }
    for host in ["localhost", "localhost:9000", "[::1]:1"] {
        served.ask("GET", "/", &[("Host", host)], b"").expect(200);
    }
    let form: &[u8] = b"says=right";
    for (name, value) in [
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
        ("Origin", "http://127.0.0.1:1"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Referer", "http://evil.example/"),
    ] {
        for path in ["/check", "/add", "/claim/a-0000000000000000/c-0000000000000000"] {
            served.ask("POST", path, &[(name, value)], form).expect(403);
        }
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = served.ask(method, "/", &[], b"");
        assert!(matches!(answer.status, 404 | 405), "{method}: {}", answer.head);
        assert!(answer.header("access-control-allow-origin").is_none());
    }
}

#[test]
fn others_need_the_token() {
    let place = Place::indexed();
    let served = Served::start(&place, &["--bind", "0.0.0.0"]);
    let (_, token) = served.address.split_once("/?token=").expect("an address with a token");
    assert_eq!(token.len(), 32, "{token}");
    for path in ["/", "/api/v1/claims", "/assets/page.js", "/?token=", "/?token=00000000000000000000000000000000"] {
        assert!(!served.get(path).expect(401).text().contains("Spickett"), "{path}");
    }
    let way_in = served.get(&format!("//evil.example/x?token={token}&q=a")).expect(303);
    assert_eq!(way_in.header("location"), Some("/evil.example/x?q=a"));
    let cookie = way_in.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a pair").to_owned();
    served.ask("GET", "/", &[("Cookie", &cookie), ("Host", "any.name")], b"").expect(200);
    served.ask("GET", "/api/v1/claims", &[("Authorization", &format!("Bearer {token}"))], b"").expect(200);
    served.ask("POST", "/check", &[("Cookie", &cookie), ("Origin", "http://evil.example")], b"text=x").expect(403);
}

#[test]
fn read_only_writes_nothing() {
    let place = Place::indexed();
    let served = Served::start(&place, &["--read-only"]);
    let claim = &served.get("/api/v1/claims").expect(200).json()["claims"][0];
    let (article, id) = (claim["article"]["id"].as_str().expect("an id"), claim["id"].as_str().expect("an id"));
    served.post(&format!("/claim/{article}/{id}"), "says=right").expect(403);
    served.post(&format!("/api/v1/claims/{article}/{id}/corrections"), "says=right").expect(403);
    served.upload(&[("a.txt", "text")]).expect(403);
    served.get("/add").expect(403);
    assert!(!served.get("/").expect(200).text().contains("/add"));
    assert!(!served.get(&format!("/claim/{article}/{id}")).expect(200).text().contains("<form class=\"correct\""));
    served.post("/check", "text=the+sanctions+work").expect(200);
    assert!(!place.at(".whosaid.corrections.jsonl").exists() && !place.at(".whosaid.added").exists());
}

/// Everything that an article can say, it says as markup.
const HOSTILE: &str = r#"{"title": "<script>alert(1)</script><svg onload=alert(2)>\u202e", "source": "\"><img src=x onerror=alert(3)>", "author": "<style>*{display:none}</style>", "date": "2017-02-02", "url": "javascript:alert(4)", "language": "en", "text": "“</blockquote><script>alert(5)</script> nobody will close the harbour\u202e\u2066 tonight,” said Ann <b>Lee</b>.\n\n<svg><script>alert(6)</script></svg> “We shall see what comes of it all,” said Bob \u202eOrr.\n\n“The quay is <iframe src=//evil.example></iframe> closed since Monday,” he said."}"#;

#[test]
fn articles_are_text_whatever_they_say() {
    let place = Place::new();
    place.write("news/<img src=x onerror=alert(7)>.json", HOSTILE);
    place.write("news/broken<script>.json", "{\"text\": ");
    place.run(&["index", "news"]);
    let served = Served::start(&place, &[]);
    let found = served.get("/api/v1/claims?min-confidence=0&attitudes=1&unsaid=1").expect(200);
    assert_eq!(found.header("content-type"), Some("application/json"));
    let found = found.json();
    let claims = found["claims"].as_array().expect("a list");
    assert!(claims.len() > 1, "{found}");
    let mut paths = vec![
        "/?view=articles".to_owned(),
        "/?min-confidence=0&q=harbour".into(),
        "/?min-confidence=0".into(),
        "/speakers".into(),
        "/overview".into(),
    ];
    paths.push("/?q=%3Cscript%3Ealert(8)%3C/script%3E&source=%22%3E%3Cscript%3E&sort=%3Cscript%3E".into());
    paths.push(
        "/check?text=%3Cscript%3Ealert(9)%3C/script%3E+nobody+will+close+the+harbour&by=%22%3E%3Cscript%3E".into(),
    );
    paths.push("/speakers?name=%22%3E%3Cscript%3E".into());
    for claim in claims {
        let (article, id) = (claim["article"]["id"].as_str().expect("an id"), claim["id"].as_str().expect("an id"));
        paths.push(format!("/article/{article}?all=1"));
        paths.push(format!("/claim/{article}/{id}"));
        paths.extend(claim["speaker"]["id"].as_str().map(|id| format!("/speaker/{id}")));
    }
    for path in paths {
        let answer = served.get(&path);
        assert!(matches!(answer.status, 200 | 400), "{path}: {}", answer.head);
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        let page = answer.text();
        for markup in [
            "<script>",
            "<svg onload",
            "<svg>",
            "<img",
            "<iframe",
            "<style",
            "<b>Lee",
            "javascript:",
            " onerror=alert(7)>.json\"",
            "\u{202e}",
            "\u{2066}",
        ] {
            assert!(!page.contains(markup), "{path}: `{markup}` in {page}");
        }
        // The policy forbids them, so none of ours may stand there either.
        for inline in [" style=\"", " onclick=", "<script src=\"http", "href=\"http", "src=\"//"] {
            assert!(!page.contains(inline), "{path}: `{inline}` in {page}");
        }
        assert!(!page.contains(place.path().to_str().expect("a path")), "{path}: a place of this machine in {page}");
    }
}

#[test]
fn no_answer_names_a_place_of_this_machine() {
    let place = Place::with_news();
    let folder = place.path().to_str().expect("a path").to_owned();
    place.run(&["index", &format!("{folder}/news/rt.md"), &format!("{folder}/news/guardian.md")]).done();
    let served = Served::start(&place, &[]);
    for path in [
        "/",
        "/?view=articles",
        "/overview",
        "/api/v1/claims",
        "/api/v1/articles",
        "/api/v1/status",
        "/export?format=csv",
        "/api/v1/check?text=the+sanctions+work",
    ] {
        let answer = served.get(path).expect(200).text();
        assert!(!answer.contains(&folder), "{path}: {answer}");
    }
    let id = served.get("/api/v1/articles").json()["articles"][0]["article"]["id"].as_str().expect("an id").to_owned();
    assert!(!served.get(&format!("/article/{id}")).expect(200).text().contains(&folder));
    let claim =
        served.get(&format!("/api/v1/articles/{id}")).json()["claims"][0]["id"].as_str().expect("an id").to_owned();
    for path in [format!("/claim/{id}/{claim}"), format!("/api/v1/claims/{id}/{claim}")] {
        assert!(!served.get(&path).expect(200).text().contains(&folder), "{path}");
        served.post(&format!("/claim/{id}/{claim}"), "says=right").expect(303);
    }
    for path in ["/api/v1/corrections", "/export?format=gold", "/export?format=gold-optional"] {
        assert!(!served.get(path).expect(200).text().contains(&folder), "{path}");
    }
    // Nor when the index is gone.
    std::fs::remove_dir_all(place.at(".whosaid")).expect("removed");
    for path in ["/", "/api/v1/claims"] {
        assert!(!served.get(path).expect(503).text().contains(&folder), "{path}");
    }
}

#[test]
fn requests_are_bounded_in_size_and_time() {
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    let long = "x".repeat(2 << 20);
    served.post("/check", &format!("text={long}")).expect(413);
    let head = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(100_000));
    assert!(matches!(served.raw(head.as_bytes()).status, 414 | 431));
    let query = format!("/?q={}", "a+".repeat(6_000));
    served.get(&query).expect(400);
    // Somebody who begins and says no more.
    let start = Instant::now();
    let mut stream = served.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: local").expect("sent");
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!(start.elapsed() < Duration::from_secs(20), "the connection stays open");
    // Others were answered all the while.
    served.get("/").expect(200);
}
