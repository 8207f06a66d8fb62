//! What a user leaves out: the filters, the same for every command that has them.

/// What to leave out.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct Filters {
    /// Speaker, by words of the name in any order, or by an alias: 'Dmitri Peskov'
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Outlet or agency: RT, 'The Guardian'
    #[arg(long, value_name = "OUTLET")]
    pub source: Option<String>,
    /// Language of the article: en, nl, ...
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,
    /// Machine-translated articles only (yes), or none of them (no)
    #[arg(long, value_name = "YES|NO", value_parser = ["yes", "no"], hide_possible_values = true)]
    pub translated: Option<String>,
    /// How much of the claim is in quotation marks: all, none or part
    #[arg(long, value_name = "KIND", value_parser = ["direct", "indirect", "mixed"])]
    pub kind: Option<String>,
    /// The speaker's stance towards the claim
    #[arg(long, value_name = "STANCE", value_parser = STANCES)]
    pub stance: Option<String>,
    /// Published in or after this year, month or day: 2017, 2017-02, 2017-02-03
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Published up to and including this year, month or day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Count copies of an article once: the earliest that matches
    #[arg(long)]
    pub collapse: bool,
    /// One statement wherever it appears: an id from `whosaid clusters`, or its beginning
    #[arg(long, value_name = "ID")]
    pub cluster: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub worth: ClaimFilter,
}

const STANCES: [&str; 8] = ["asserts", "denies", "believes", "questions", "demands", "promises", "attitude", "unsaid"];

/// Which claims count at all.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct ClaimFilter {
    /// Minimum probability that content and speaker are right; 0 shows all [default: 0.5]
    #[arg(long, value_name = "X")]
    pub min_confidence: Option<f64>,
    /// Include wishes, endorsements and opinions that report no statement
    #[arg(long)]
    pub attitudes: bool,
    /// Include what was not said: statements denied, asked for, expected or imagined
    #[arg(long)]
    pub unsaid: bool,
}
