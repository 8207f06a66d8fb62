//! By what a claim was found.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal),* $(,)?) => {
        /// By what a claim was found: the trained model, or a rule. New rules may come.
        ///
        /// ```
        /// use whosaid::{Extractor, model::Rule};
        ///
        /// let extractor = Extractor::new();
        /// let found = extractor.article("Ann Brand: “We stay open.”").language("en").extract()?;
        /// assert!(found.claims()[0].rule().is_some());
        /// assert_eq!(Rule::Colon.name(), "colon");
        /// # Ok::<(), whosaid::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule { $($(#[$doc])* $rule),* }

        impl Rule {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$rule),*];

            /// Its name, as `--explain` prints it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }
        }
    };
}

rules! {
    /// The trained model.
    Model = "model",
    /// A quotation, and its verb behind it: “We stay,” she said.
    QuoteBefore = "quote-before",
    /// A verb, and its quotation behind it: she said: “We stay.”
    QuoteAfter = "quote-after",
    /// The same, where words without marks go on: she said “no more” of it was left.
    QuoteAfterMixed = "quote-after-mixed",
    /// A clause, and its verb behind it: the lock is shut, she said.
    ClauseBefore = "clause-before",
    /// A clause that its verb and who says it interrupt: the lock, she said, is shut.
    ClauseAround = "clause-around",
    /// A clause with its "that": she said that the lock is shut.
    ClauseAfter = "clause-after",
    /// A clause without: she said the lock is shut.
    BareClauseAfter = "bare-clause-after",
    /// An indirect question: she asked whether the lock is shut.
    QuestionAfter = "question-after",
    /// An infinitive: she promised to open the lock.
    InfinitiveAfter = "infinitive-after",
    /// A noun phrase: she denied any part in it.
    ObjectAfter = "object-after",
    /// A phrase that is no verb: according to Brand, the lock is shut.
    AccordingTo = "according-to",
    /// The same, inside of the clause: the lock, according to Brand, is shut.
    AccordingToWithin = "according-to-within",
    /// The same, of a quotation.
    AccordingToQuote = "according-to-quote",
    /// A clause that says who says as well: as Brand noted, the lock is shut.
    AsClause = "as-clause",
    /// Told by who hears it: they heard from Brand that the lock is shut.
    Hearer = "hearer",
    /// A sentence that ends with a colon, and a quotation as the next paragraph.
    LeadIn = "lead-in",
    /// A sentence that says who said the one before: So says Brand.
    PointingBack = "pointing-back",
    /// A name and a colon before a quotation: Brand: “We stay.”
    Colon = "colon",
    /// A paragraph of a transcript or an interview, behind who speaks.
    SpeakerTag = "speaker-tag",
    /// A name behind a quotation or below it: “We stay.” — Ann Brand
    Signature = "signature",
    /// A quotation behind a sentence that says who agrees or not.
    Agreeing = "agreeing",
    /// A quotation of somebody who is told to have no name.
    Unnamed = "unnamed",
    /// A pull quote: words of a quotation, repeated with the name.
    PullQuote = "pull-quote",
    /// A quotation that goes on in the next paragraph.
    OpenQuote = "open-quote",
    /// A quotation that goes on from the one before.
    ContinuedQuote = "continued-quote",
    /// A quotation that goes on, and whose speaker is told at its end.
    CarriedBack = "carried-back",
}

impl Rule {
    /// The rule of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(from)?;
        Self::named(&name).ok_or_else(|| D::Error::custom(format_args!("there is no rule {name:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_rule_is_its_name() {
        for rule in Rule::ALL {
            let json = serde_json::to_string(rule).expect("a name");
            assert_eq!(json, format!("\"{rule}\""));
            assert_eq!(serde_json::from_str::<Rule>(&json).expect("its rule"), *rule);
        }
        assert!(serde_json::from_str::<Rule>("\"guess\"").is_err());
    }

    #[test]
    fn each_rule_is_written_by_a_stage() {
        let mut sources = String::new();
        let mut open =
            ["extract", "tagging"].map(|stage| Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(stage)).to_vec();
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).expect("a stage").map(|entry| entry.expect("an entry").path()) {
                if entry.is_dir() {
                    open.push(entry);
                } else {
                    sources += &std::fs::read_to_string(entry).expect("a source");
                }
            }
        }
        for rule in Rule::ALL {
            assert!(sources.contains(&format!("Rule::{rule:?}")), "no stage writes {rule}");
        }
    }
}
