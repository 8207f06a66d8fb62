//! Outlets by the names of folders, and by the other texts in them.

use super::place::{Place, each};

#[test]
fn folders_are_outlets_where_the_user_says_so() {
    let place = Place::new();
    let text = "Mayor stays\n\n“I will stay until spring,” said Mayor Dorothea Quill on Monday.\n";
    for name in ["news/Sandholm Courier/2021/a.txt", "news/nu.nl/b.txt", "news/told/c.txt"] {
        place.write(name, text);
    }
    place.write("news/told/source.txt", "Tribune\n");
    place.write("news/own/d.md", format!("---\nsource: Echo\n---\n\n{text}"));
    let sources = |args: &[&str]| {
        let lines = place.run(args).done().lines();
        each(&lines, "/article/source").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(sources(&["extract", "--source-from-folder", "news"]), ["Sandholm Courier", "NU.nl", "Echo", "Tribune"]);
    place.run(&["index", "news"]).done();
    place.run(&["index", "news", "--source-from-folder"]).done();
    assert_eq!(sources(&["claims"]), ["Sandholm Courier", "NU.nl", "Echo", "Tribune"], "articles are read again");
}

#[test]
fn a_name_in_the_heads_of_several_texts_of_a_folder_is_their_outlet() {
    let said = "“The harbour stays shut until spring,” said Mayor Dorothea Quill on Monday.";
    let place = Place::new();
    for (name, head) in [
        ("a", "Harbour shut until spring\nOever Lantaarn\nBy Odette Farrow\n7 June 2021"),
        ("b", "Oever Lantaarn\n8 June 2021\nNo second bus station this year\nBy Martin Okeke"),
        ("c", "Nurses end their walkout\n\nOever Lantaarn | 9 June 2021 | By Ilse Quill"),
        ("d", "Bakers want longer nights\nBy Ann Brand\n9 June 2021"),
    ] {
        place.write(&format!("news/{name}.txt"), format!("{head}\n\n{said}\n"));
    }
    let fields = |args: &[&str], field: &str| {
        let lines = place.run(args).done().lines();
        each(&lines, field).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let outlet = "Oever Lantaarn";
    assert_eq!(fields(&["extract", "news"], "/article/source"), [outlet, outlet, outlet, "-"]);
    assert_eq!(
        fields(&["extract", "news"], "/article/title"),
        [
            "Harbour shut until spring",
            "No second bus station this year",
            "Nurses end their walkout",
            "Bakers want longer nights"
        ]
    );
    place.run(&["index", "news"]).done();
    assert_eq!(fields(&["claims"], "/article/source"), [outlet, outlet, outlet, "-"]);
    assert_ne!(
        fields(&["extract", "news/a.txt"], "/article/source"),
        [outlet],
        "nobody looks beside a file that was named"
    );
}
