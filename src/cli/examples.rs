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
Text, web pages, crawls (WARC), feeds, exports (Nexis, Factiva), JSON, CSV, documents (PDF, DOCX, ODT, RTF, EPUB)
and mail are read, compressed or not, and in archives (.zip, .tar), where they lie: a.zip!/b.html. `whosaid formats` lists all.
Unchanged files are skipped; a file that can't be read is a warning and a row in `whosaid status`.
Files of other formats (pictures, DOC, ...) are counted there by their endings, hidden ones aside.
What is done is kept every minute: after Ctrl-C, a crash or a full disk the same command goes on.

Memory: half of SIZE is for the articles in hand, a quarter for writing the index, a quarter for the program.
An article may have 1/256 of SIZE (2 MB of 512MB), with --no-claims 1/48; files of many records may be of any size.

Examples:
  whosaid index articles/
  whosaid index --watch --prune articles/     and keep it up to date until Ctrl-C
  whosaid index --prune articles/             forget what is no longer there
  whosaid index --include '*.html' --exclude 'drafts/**' site/
  whosaid index --field text=body --field source=publisher records.jsonl";

/// `whosaid search --help`.
pub const SEARCH: &str = "\
Words side by side must all be there, in any of their forms: `sancties` finds `sanctie`.

Examples:
  whosaid search sanctions
  whosaid search '\"trade war\" OR tariffs' --since 2018 --until 2018-06
  whosaid search 'title:russia NOT speaker:trump' --source RT
  whosaid search --claims 'sanct*' --speaker Spicer --kind direct
  whosaid search '*' --lang nl --json --limit 0";

/// `whosaid check --help`.
pub const CHECK: &str = "\
Quotation marks, stops, ellipses and the case of the first letter never matter. The verdict: verbatim (the speaker's own words), translated
(by a machine, or the same in another language), indirect (the article's words for it), altered (with what was {+added+} and [-dropped-]), unnamed, another (somebody else said
it), unsaid, unattributed (in an article, where nobody is found to say it), nowhere. Exit status 0: each is verbatim, translated, indirect or
altered; 1: one is not.

Examples:
  whosaid check \"It was never a punishment\" --by Quill
  whosaid check --draft tomorrow.txt
  whosaid check - --json < quotations.txt";

/// `whosaid clusters --help`.
pub const CLUSTERS: &str = "\
A cluster is what one speaker said on one occasion, wherever it stands: verbatim, cut, paraphrased, or in the other language. Each is found by a
small model that is sometimes wrong. Filters leave out claims before they are counted.

Examples:
  whosaid clusters
  whosaid clusters --speaker Peskov --since 2017-02
  whosaid claims --cluster k-5f0c                what stands where";

/// `whosaid compare --help`.
pub const COMPARE: &str = "\
The earliest wording comes first. Of each language one is the reference, the speaker's own words where an article has them; the others show what they
{+add+} and [-drop-], and what of it matters: negation, modality (may, will), scope (some, all), condition (if), hedge (about), number.

Examples:
  whosaid compare k-5f0c
  whosaid compare k-5f0c --format html -o drift.html";

/// `whosaid claims --help`.
pub const CLAIMS: &str = "\
Examples:
  whosaid claims --speaker 'Dmitri Peskov'
  whosaid claims --stance denies --since 2017-02 -o denials.xlsx
  whosaid claims --speaker Peskov --collapse -o quotes.html      a sheet for printing, each story once
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
The page asks nothing of the network, and nobody else can open it: it listens on this machine alone, unless --bind says otherwise.

Examples:
  whosaid serve
  whosaid serve --port 9000 --no-open
  whosaid serve --read-only --bind 0.0.0.0";

/// `whosaid eval --help`.
pub const EVAL: &str = "\
GOLD has one JSON object a line:
  {\"doc\": \"x.txt\", \"attributions\": [{\"kind\": \"direct\", \"source\": [[s,e]], \"cue\": [[s,e]], \"content\": [[s,e]], \"speaker\": null}]}
Floors are F1 of attributions, by language and kind: {\"en\": {\"all\": 0.6, \"direct\": 0.8}, \"nl\": {\"all\": 0.5}}

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
