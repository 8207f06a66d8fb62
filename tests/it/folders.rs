//! Outlets by the names of folders.

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
