//! The examples that help texts end with.

/// `whosaid --help`.
pub const PROGRAM: &str = "\
Examples:
  whosaid index articles/                     read a folder
  whosaid search 'sanctions AND \"trade war\"'  find articles
  whosaid search --claims sanctions           find what was said
  whosaid claims --speaker Spicer             what one speaker said
  whosaid speakers --since 2017-02            who spoke
  whosaid extract article.txt | jq .text      no index at all

Exit status: 0 done, 1 nothing found, 2 wrong usage or a fatal error, 130 ended by Ctrl-C.";

/// `whosaid index --help`.
pub const INDEX: &str = "\
Reads text, web pages, crawls (WARC), feeds, exports (Nexis, Factiva), JSON, CSV, documents (PDF, DOCX, ODT, RTF, EPUB) and mail, compressed or not, and inside archives (.zip, .tar). `whosaid formats` lists all formats.

Unchanged files are skipped. A file that can't be read causes a warning and is listed by `whosaid status`, which also counts files of other formats (pictures, DOC, ...), except hidden ones.

Progress is saved every minute. After Ctrl-C, a crash or a full disk, run the same command to continue.

Memory: half of SIZE holds the articles being read, a quarter is for writing the index, and a quarter for the program itself. One article may take 1/256 of SIZE (2 MB of 512MB), or 1/48 with --no-claims. Files of many records can have any size.

Examples:
  whosaid index articles/
  whosaid index --watch --prune articles/     keep the index up to date
  whosaid index --prune articles/             forget deleted files
  whosaid index --include '*.html' --exclude 'drafts/**' site/
  whosaid index --field text=body --field source=publisher records.jsonl";

/// `whosaid search --help`.
pub const SEARCH: &str = "\
All words must appear, in any of their forms: `sancties` finds `sanctie`.

Examples:
  whosaid search sanctions
  whosaid search '\"trade war\" OR tariffs' --since 2018 --until 2018-06
  whosaid search 'title:russia NOT speaker:trump' --source RT
  whosaid search --claims 'sanct*' --speaker Spicer --kind direct
  whosaid search '*' --lang nl --json --limit 0";

/// `whosaid check --help`.
pub const CHECK: &str = "\
Verdicts:
  verbatim      the speaker's own words
  translated    by a machine, or found in another language
  indirect      the article's words for what was said
  altered       other words: {+added+} and [-dropped-] show which
  unnamed       found, but the article does not name the speaker
  another       found, but somebody else said it
  unsaid        found as something that was denied, expected or imagined
  unattributed  in an article, but no speaker was found
  nowhere       not in the index

Quotation marks, full stops, ellipses and the case of the first letter are ignored. Exit status: 0 if every quotation is verbatim, translated, indirect or altered, otherwise 1.

Examples:
  whosaid check \"It was never a punishment\" --by Quill
  whosaid check --draft tomorrow.txt
  whosaid check - --json < quotations.txt";

/// `whosaid clusters --help`.
pub const CLUSTERS: &str = "\
A cluster is one statement by one speaker on one occasion, in every article that reports it: verbatim, shortened, paraphrased or translated. Clusters are found by a small model that is sometimes wrong. Filters apply before claims are counted.

Examples:
  whosaid clusters
  whosaid clusters --speaker Peskov --since 2017-02
  whosaid claims --cluster k-5f0c      every wording, with its article";

/// `whosaid compare --help`.
pub const COMPARE: &str = "\
The earliest wording comes first. Each language has one reference wording, the speaker's own words if an article has them. The others show what they {+add+} and [-drop-], and which changes matter: negation, modality (may, will), scope (some, all), condition (if), hedge (about), number.

Examples:
  whosaid compare k-5f0c
  whosaid compare k-5f0c --format html -o drift.html";

/// `whosaid claims --help`.
pub const CLAIMS: &str = "\
Examples:
  whosaid claims --speaker 'Dmitri Peskov'
  whosaid claims --stance denies --since 2017-02 -o denials.xlsx
  whosaid claims --speaker Peskov --collapse -o quotes.html    for printing
  whosaid claims | jq -r '[.speaker.name, .text] | @tsv'";

/// `whosaid extract --help`.
pub const EXTRACT: &str = "\
Examples:
  whosaid extract article.txt
  whosaid extract articles/ | jq -r .text
  curl -s https://example.org/news.html | whosaid extract -
  whosaid extract --explain --format json article.md";

/// `whosaid speakers --help`.
pub const SPEAKERS: &str = "\
Examples:
  whosaid speakers --limit 20
  whosaid speakers --source RT --since 2017
  whosaid speakers --json | jq -r .name";

/// `whosaid show --help`.
pub const SHOW: &str = "\
Examples:
  whosaid show rt.txt
  whosaid show a-5f0c
  whosaid show --json rt.txt | jq .claims";

/// `whosaid serve --help`.
#[cfg(feature = "serve")]
pub const SERVE: &str = "\
The page works without a network connection, and only this computer can open it, unless --bind says otherwise.

Examples:
  whosaid serve
  whosaid serve --port 9000 --no-open
  whosaid serve --read-only --bind 0.0.0.0";

/// `whosaid eval --help`.
pub const EVAL: &str = "\
GOLD has one JSON object per line:
  {\"doc\": \"x.txt\", \"attributions\": [
    {\"kind\": \"direct\", \"source\": [[s,e]], \"cue\": [[s,e]],
     \"content\": [[s,e]], \"speaker\": null}]}

Floors are F1 of attributions, by language and kind:
  {\"en\": {\"all\": 0.6, \"direct\": 0.8}, \"nl\": {\"all\": 0.5}}

Examples:
  whosaid eval gold.jsonl --texts articles/
  whosaid eval gold.jsonl --texts articles/ --floors floors.json --json";

/// `whosaid completions --help`.
pub const COMPLETIONS: &str = "\
Examples:
  whosaid completions bash > ~/.local/share/bash-completion/completions/whosaid
  whosaid completions zsh > ~/.zfunc/_whosaid
  whosaid completions fish > ~/.config/fish/completions/whosaid.fish";

/// `whosaid man --help`.
pub const MAN: &str = "\
Examples:
  whosaid man | man -l -
  whosaid man --out ~/.local/share/man/man1";

#[cfg(test)]
mod tests {
    use super::*;

    /// What is indented must not be broken: commands are copied.
    #[test]
    fn what_is_indented_fits_a_terminal() {
        let all =
            [PROGRAM, INDEX, SEARCH, CHECK, CLUSTERS, COMPARE, CLAIMS, EXTRACT, SPEAKERS, SHOW, EVAL, COMPLETIONS, MAN];
        for line in all.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with(' ')) {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
