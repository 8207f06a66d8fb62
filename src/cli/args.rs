//! What was typed: the commands and flags as clap sees them. What they mean is [`super::config`]'s to say.

use super::examples;
pub use super::filters::{ClaimFilter, Filters};
use clap::{Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Who said what, when, in which outlet, and where exactly it stands: attributed claims from a folder of news articles.
#[derive(Debug, Parser)]
#[command(name = "whosaid", version, about, after_help = examples::PROGRAM, propagate_version = true, max_term_width = 100)]
pub struct Args {
    /// Flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Folder of the index
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "WHOSAID_INDEX",
        default_value = ".whosaid",
        hide_env_values = true
    )]
    pub index: PathBuf,
    /// Folder of seed files that replace or extend the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub seeds: Option<PathBuf>,
    /// Number of threads [default: one per core]
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Hide progress and summary; warnings still appear
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that takes them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read files and folders and add them to the index
    #[command(after_help = examples::INDEX)]
    Index(Index),
    /// Search articles, or claims with --claims
    #[command(after_help = examples::SEARCH)]
    Search(Search),
    /// Print the claims of the index
    #[command(after_help = examples::CLAIMS)]
    Claims(Claims),
    /// Check a quotation: verbatim, altered, only in translation, ...
    #[command(after_help = examples::CHECK)]
    Check(Check),
    /// List statements that appear in more than one article, most repeated first
    #[command(after_help = examples::CLUSTERS)]
    Clusters(Clusters),
    /// Compare all wordings of one statement, with differences marked
    #[command(after_help = examples::COMPARE)]
    Compare(Compare),
    /// Extract claims from files, without an index
    #[command(after_help = examples::EXTRACT)]
    Extract(Extract),
    /// List speakers: how often, in which outlets, first and last date
    #[command(after_help = examples::SPEAKERS)]
    Speakers(Speakers),
    /// Show an article with its claims marked
    #[command(after_help = examples::SHOW)]
    Show(Show),
    /// Show what the index holds, and which files were skipped and why
    Status(Status),
    /// Show the index in a browser: search, read, check and cite
    #[cfg(feature = "serve")]
    #[command(after_help = examples::SERVE)]
    Serve(Serve),
    /// List the formats that can be read
    Formats(Formats),
    /// Score the extractor against gold annotations
    #[command(after_help = examples::EVAL)]
    Eval(Eval),
    /// Check the seed files
    Seeds(Seeds),
    /// Print shell completions
    #[command(after_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual page
    #[command(after_help = examples::MAN)]
    Man(Man),
}

/// Which files are read, and how.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub struct Reading {
    /// Only files matching this glob (repeatable)
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Skip files matching this glob (repeatable)
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Include hidden files
    #[arg(long)]
    pub hidden: bool,
    /// Do not respect .gitignore and .ignore files
    #[arg(long)]
    pub no_ignore: bool,
    /// Map a field of a record, as text=body (repeatable)
    #[arg(long, value_name = "NAME=FIELD")]
    pub field: Vec<String>,
    /// Use the name of the folder as the outlet of articles that declare none
    #[arg(long)]
    pub source_from_folder: bool,
    /// Exit with status 2 if a file can't be read or its format is not supported
    #[arg(long)]
    pub strict: bool,
    /// Memory limit, such as 512MB or 2GB; articles too large for it are skipped
    #[arg(long, value_name = "SIZE", default_value = "512MB", value_parser = super::memory::parse)]
    pub memory: u64,
}

/// Where claims go, and in which form.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// jsonl, json, csv, xlsx, parquet, arrow, markdown, html, jsonld (schema.org and Web Annotation), claimreview (stubs to finish), elasticsearch, quickwit or table [default: by the name of -o, else table on a terminal, else jsonl]
    ///
    /// In csv, a text that begins with =, +, -, @, a tab or a carriage return gets an apostrophe in front, so that no spreadsheet runs it as a formula.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Begin csv with a byte-order mark, so that Excel reads it as UTF-8
    #[arg(long)]
    pub bom: bool,
    /// Write to FILE, which appears only once it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show how each claim was found
    #[arg(long)]
    pub explain: bool,
}

/// `whosaid index`.
#[derive(Debug, clap::Args)]
pub struct Index {
    /// Files and folders
    #[arg(value_name = "PATH", required_unless_present = "prune")]
    pub paths: Vec<PathBuf>,
    /// Remove articles whose files are gone (below PATH, or everywhere without PATH)
    #[arg(long)]
    pub prune: bool,
    /// Index for search only, without extracting claims
    #[arg(long)]
    pub no_claims: bool,
    /// Read unchanged files again
    #[arg(long)]
    pub force: bool,
    /// Keep running until Ctrl-C and index new and changed files; with --prune, also remove deleted ones
    #[arg(long, requires = "paths")]
    pub watch: bool,
    /// With --watch: check every SECONDS seconds, for network folders that report no changes
    #[arg(long, value_name = "SECONDS", requires = "watch", value_parser = clap::value_parser!(u64).range(1..))]
    pub poll: Option<u64>,
    /// Bytes of text between two commits
    #[arg(long, value_name = "BYTES", hide = true)]
    pub commit_bytes: Option<usize>,
    /// Seconds between two commits
    #[arg(long, value_name = "SECONDS", hide = true)]
    pub commit_seconds: Option<u64>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub reading: Reading,
}

/// `whosaid search`.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// Words and "phrases", AND, OR, NOT, (...), prefix*, title:, speaker:, source:; `*` matches everything
    #[arg(value_name = "QUERY", required = true, allow_hyphen_values = false)]
    pub query: Vec<String>,
    /// Search claims instead of articles
    #[arg(long)]
    pub claims: bool,
    /// Print JSON Lines: one object per line
    #[arg(long)]
    pub json: bool,
    /// Maximum number of hits (0 for all)
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Show how each claim was found (with --claims --json)
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: Filters,
}

/// `whosaid check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The quotations; `-` reads them from standard input, one per line
    #[arg(value_name = "QUOTATION", required_unless_present = "draft")]
    pub quotations: Vec<String>,
    /// Check every quotation of three or more words in this text; `-` is standard input (repeatable)
    #[arg(long, value_name = "FILE")]
    pub draft: Vec<PathBuf>,
    /// The supposed speaker, by words of the name in any order, or by an alias
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Print JSON Lines: one object per line
    #[arg(long)]
    pub json: bool,
}

/// `whosaid claims`.
#[derive(Debug, clap::Args)]
pub struct Claims {
    /// Maximum number of claims (0 for all)
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub limit: usize,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub output: Output,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: Filters,
}

/// `whosaid clusters`.
#[derive(Debug, clap::Args)]
pub struct Clusters {
    /// Print JSON Lines: one object per line
    #[arg(long)]
    pub json: bool,
    /// Maximum number of clusters (0 for all)
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub limit: usize,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: Filters,
}

/// `whosaid compare`.
#[derive(Debug, clap::Args)]
pub struct Compare {
    /// A cluster's id or its beginning, or the id of one of its claims
    #[arg(value_name = "CLUSTER")]
    pub cluster: String,
    /// Output format [default: table]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ComparisonFormat>,
    /// Write to FILE, which appears only once it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The forms of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ComparisonFormat {
    /// For reading.
    Table,
    /// One JSON object.
    Json,
    /// A page to send to a colleague.
    Html,
}

/// `whosaid extract`.
#[derive(Debug, clap::Args)]
pub struct Extract {
    /// Files and folders; `-` is one article on standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub output: Output,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub worth: ClaimFilter,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub reading: Reading,
}

/// `whosaid speakers`.
#[derive(Debug, clap::Args)]
pub struct Speakers {
    /// One speaker; the same as --speaker
    #[arg(value_name = "NAME", conflicts_with = "speaker")]
    pub name: Option<String>,
    /// What NAME said over time: a plot by outlet, the claims, and pairs of them that may contradict each other
    #[arg(long, requires = "name")]
    pub timeline: bool,
    /// Output format of the timeline [default: table]
    #[arg(long, value_name = "FORMAT", requires = "timeline")]
    pub format: Option<TimelineFormat>,
    /// Write the timeline to FILE, which appears only once it is complete
    #[arg(long, short, value_name = "FILE", requires = "timeline")]
    pub output: Option<PathBuf>,
    /// Print JSON Lines: one object per line
    #[arg(long)]
    pub json: bool,
    /// Maximum number of speakers (0 for all)
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub limit: usize,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: Filters,
}

/// The forms of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TimelineFormat {
    /// For reading.
    Table,
    /// One JSON object.
    Json,
    /// A picture.
    Svg,
}

/// `whosaid show`.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// An id, the beginning of an id, or a path
    #[arg(value_name = "ARTICLE")]
    pub article: String,
    /// Print one JSON object: the article with its text and its claims
    #[arg(long)]
    pub json: bool,
    /// Show how each claim was found
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub worth: ClaimFilter,
}

/// `whosaid status`.
#[derive(Debug, clap::Args)]
pub struct Status {
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// `whosaid serve`.
#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Port; 0 picks a free one
    #[arg(long, value_name = "N", default_value_t = 8417)]
    pub port: u16,
    /// Address to listen on; visitors from other machines need the token that is printed
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub bind: std::net::IpAddr,
    /// Open the page in a browser even when the output is not a terminal
    #[arg(long, conflicts_with = "no_open")]
    pub open: bool,
    /// Don't open the page in a browser
    #[arg(long)]
    pub no_open: bool,
    /// Allow no corrections and no new articles
    #[arg(long)]
    pub read_only: bool,
    /// Memory for reading articles that are added
    #[arg(long, value_name = "SIZE", default_value = "256MB", value_parser = super::memory::parse)]
    pub memory: u64,
}

/// `whosaid formats`.
#[derive(Debug, clap::Args)]
pub struct Formats {
    /// Print one JSON array
    #[arg(long)]
    pub json: bool,
}

/// `whosaid eval`.
#[derive(Debug, clap::Args)]
pub struct Eval {
    /// Gold annotations as JSON Lines
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,
    /// The folder of the annotated articles
    #[arg(long, value_name = "DIR")]
    pub texts: PathBuf,
    /// Annotations that count neither as found nor as missed
    #[arg(long, value_name = "FILE")]
    pub optional: Option<PathBuf>,
    /// Fail if a score is below its floor in this file
    #[arg(long, value_name = "FILE")]
    pub floors: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub worth: ClaimFilter,
}

/// `whosaid seeds`.
#[derive(Debug, clap::Args)]
pub struct Seeds {
    /// What to do
    #[command(subcommand)]
    pub command: SeedsCommand,
}

/// What to do with seeds.
#[derive(Debug, Subcommand)]
pub enum SeedsCommand {
    /// Report every problem of the seed files, with file and line
    Check {
        /// A folder laid out like the built-in seeds; the same as --seeds
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

/// `whosaid completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `whosaid man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
