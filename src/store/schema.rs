//! The fields of a document. One schema serves files, articles and claims; a field that a document does not have costs it nothing.

use super::analyze;
use tantivy::TantivyError;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

/// The layout's number, raised whenever an older program could not read the index or would read it wrongly.
pub const VERSION: u32 = 6;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A file that was read, or could not be.
    File,
    /// An article.
    Article,
    /// A claim.
    Claim,
}

impl What {
    /// The term that stands for it.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Article => "article",
            Self::Claim => "claim",
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident: $add:expr;)*) => {
        /// Handles of the schema's fields.
        #[derive(Clone, Copy, Debug)]
        pub struct Fields { $($(#[$doc])* pub $name: Field,)* }

        impl Fields {
            /// The handles in a schema that was opened.
            ///
            /// # Errors
            /// When a field is missing: the index is not one of ours.
            pub fn of(schema: &Schema) -> Result<Self, TantivyError> {
                Ok(Self { $($name: schema.get_field(stringify!($name))?,)* })
            }
        }

        /// The schema of a new index.
        #[must_use]
        pub fn schema() -> Schema {
            let mut builder = Schema::builder();
            $({
                let add: fn(&mut SchemaBuilder, &str) -> Field = $add;
                add(&mut builder, stringify!($name));
            })*
            builder.build()
        }
    };
}

fields! {
    /// [`What`] the document is.
    what: |b, n| b.add_text_field(n, whole());
    /// The absolute path of the file it comes from: what is replaced together.
    file: |b, n| b.add_text_field(n, whole() | FAST);
    /// The file's path as shown: what answers are ordered by.
    place: |b, n| b.add_text_field(n, TextOptions::default() | FAST);
    /// The article's path as shown, on articles: by which it is asked for.
    path: |b, n| b.add_text_field(n, whole());
    /// The article's number in its file.
    record: |b, n| b.add_u64_field(n, FAST);
    /// The claim's number in its article.
    ordinal: |b, n| b.add_u64_field(n, FAST);
    /// The article's id, on articles: by which it is asked for.
    id: |b, n| b.add_text_field(n, whole());
    /// The id of the article, on articles and claims.
    article: |b, n| b.add_text_field(n, whole() | FAST);
    /// The headline, for searching, on articles.
    title: |b, n| b.add_text_field(n, searched(analyze::TAGGED));
    /// The article's text, or the claim's.
    body: |b, n| b.add_text_field(n, searched(analyze::TAGGED));
    /// Each word by which the claim's speaker can be asked for ([`super::names::of_claim`]).
    who: |b, n| b.add_text_field(n, whole());
    /// The outlet, whole.
    source: |b, n| b.add_text_field(n, whole() | FAST);
    /// The claim's speaker, whole.
    speaker: |b, n| b.add_text_field(n, whole() | FAST);
    /// What the speaker is.
    speaker_type: |b, n| b.add_text_field(n, whole() | FAST);
    /// The language.
    language: |b, n| b.add_text_field(n, whole() | FAST);
    /// `yes` or `no`: whether there are seeds for the language.
    seeded: |b, n| b.add_text_field(n, whole() | FAST);
    /// Direct, indirect or mixed.
    kind: |b, n| b.add_text_field(n, whole());
    /// What the speaker does with the content.
    stance: |b, n| b.add_text_field(n, whole());
    /// Whether a machine translated the article.
    translated: |b, n| b.add_bool_field(n, NumericOptions::default().set_indexed().set_fast());
    /// The day of publication, as the number `YYYYMMDD`.
    day: |b, n| b.add_u64_field(n, FAST);
    /// Whether the claim is more likely right than wrong.
    likely: |b, n| b.add_bool_field(n, NumericOptions::default().set_indexed());
    /// Probability that the claim is right.
    confidence: |b, n| b.add_f64_field(n, FAST);
    /// What an article's words look like ([`crate::duplicates::Sketch`]).
    sketch: |b, n| b.add_bytes_field(n, FAST);
    /// A claim as it is compared with others (made before it gets here).
    claim_sketch: |b, n| b.add_bytes_field(n, FAST);
    /// The document as JSON; of a claim, what the article's text does not tell.
    json: |b, n| b.add_text_field(n, TextOptions::default() | STORED);
    /// A file's size in bytes.
    size: |b, n| b.add_u64_field(n, FAST);
    /// When a file was last changed, in nanoseconds since 1970.
    modified: |b, n| b.add_i64_field(n, FAST);
    /// What a file's extraction was made with.
    stamp: |b, n| b.add_text_field(n, TextOptions::default() | FAST);
    /// Whether claims were extracted from a file.
    with_claims: |b, n| b.add_bool_field(n, FAST);
    /// Articles in a file.
    articles: |b, n| b.add_u64_field(n, FAST);
    /// Claims in a file.
    claims: |b, n| b.add_u64_field(n, FAST);
    /// What gave nothing in a file, as a number; the rows stand in `json`.
    skipped: |b, n| b.add_u64_field(n, FAST);
    /// Files in a folder that are not read, as a number; the endings stand in `json`.
    unread: |b, n| b.add_u64_field(n, FAST);
    /// The article's text, whole.
    text: |b, n| b.add_text_field(n, TextOptions::default() | STORED);
}

/// Found by the whole value alone, and counted for nothing else: no lengths, of which tantivy would keep a byte for each document and field.
fn whole() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
}

fn searched(analyzer: &str) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(IndexRecordOption::WithFreqsAndPositions),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_handle_is_in_the_schema() {
        assert!(Fields::of(&schema()).is_ok());
    }
}
