//! The words of the interface, in each of its languages.

use crate::compare::Verdict;
use crate::model::{Kind, Resolved, SpeakerType, Stance};
use jiff::civil::Date;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// English.
    #[default]
    English,
    /// Dutch.
    Dutch,
}

impl Language {
    /// By its code.
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "nl" => Some(Self::Dutch),
            _ => None,
        }
    }

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
        }
    }

    /// The first of those that a browser accepts, which are in the order of preference as browsers send them.
    pub fn accepted(header: &str) -> Self {
        let codes = header.split(',').filter_map(|part| part.trim().split(['-', ';']).next());
        codes.map(str::to_ascii_lowercase).find_map(|code| Self::of_code(&code)).unwrap_or_default()
    }

    /// Its words.
    pub const fn words(self) -> &'static Words {
        match self {
            Self::English => &EN,
            Self::Dutch => &NL,
        }
    }

    /// A number with its thousands apart.
    pub fn number(self, number: usize) -> String {
        let digits = number.to_string();
        let mark = if self == Self::Dutch { '.' } else { ',' };
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }

    /// A probability.
    pub fn percent(self, probability: f64) -> String {
        let space = if self == Self::Dutch { "\u{a0}" } else { "" };
        format!("{:.0}{space}%", probability * 100.0)
    }

    /// A day `YYYY-MM-DD` as it is written: 3 February 2017.
    pub fn day(self, day: &str) -> String {
        let Ok(date) = day.parse::<Date>() else { return day.to_owned() };
        let months = self.words().months.split(' ');
        let month = usize::try_from(date.month() - 1).ok().and_then(|at| months.clone().nth(at)).unwrap_or_default();
        format!("{} {month} {}", date.day(), date.year())
    }

    /// A month `YYYYMM` as it is written: February 2017.
    pub fn month(self, month: u64) -> String {
        let name = usize::try_from((month % 100).max(1) - 1).ok().and_then(|at| self.words().months.split(' ').nth(at));
        format!("{} {}", name.unwrap_or_default(), month / 100)
    }

    /// The name of a language of articles, where it is one that is often read; else its code.
    pub fn language(self, code: &str) -> &str {
        let names = self.words().languages.split(' ');
        names.filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
    }

    /// How many of something there are.
    pub fn count(self, number: usize, (one, many): (&str, &str)) -> String {
        format!("{} {}", self.number(number), if number == 1 { one } else { many })
    }
}

impl Words {
    /// How much of a claim stands in quotation marks.
    pub const fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Direct => self.direct,
            Kind::Indirect => self.indirect,
            Kind::Mixed => self.mixed,
        }
    }

    /// What a speaker does with a claim.
    pub const fn stance(&self, stance: Stance) -> &'static str {
        match stance {
            Stance::Asserts => self.asserts,
            Stance::Denies => self.denies,
            Stance::Believes => self.believes,
            Stance::Questions => self.questions,
            Stance::Demands => self.demands,
            Stance::Promises => self.promises,
            Stance::Attitude => self.attitude,
            Stance::Unsaid => self.unsaid,
        }
    }

    /// How a speaker's name was found.
    pub const fn resolved(&self, resolved: Resolved) -> &'static str {
        match resolved {
            Resolved::Named => self.by_name,
            Resolved::Alias => self.by_alias,
            Resolved::Pronoun => self.by_pronoun,
            Resolved::Role => self.by_role,
            Resolved::Continued => self.by_continuing,
            Resolved::None => self.by_nothing,
        }
    }

    /// What kind of speaker it is.
    pub const fn speaker_type(&self, kind: SpeakerType) -> &'static str {
        match kind {
            SpeakerType::Person => self.person,
            SpeakerType::Organization => self.organization,
            SpeakerType::Group => self.group,
            SpeakerType::Document => self.document,
            SpeakerType::Unknown => self.unknown,
        }
    }

    /// What is known of a quotation, and what that means.
    pub const fn verdict(&self, verdict: Verdict) -> (&'static str, &'static str) {
        match verdict {
            Verdict::Verbatim => (self.verbatim, self.verbatim_means),
            Verdict::Translated => (self.in_translation, self.in_translation_means),
            Verdict::Indirect => (self.only_reported, self.only_reported_means),
            Verdict::Altered => (self.altered, self.altered_means),
            Verdict::Unnamed => (self.unnamed, self.unnamed_means),
            Verdict::Another => (self.another, self.another_means),
            Verdict::Unsaid => (self.not_said, self.not_said_means),
            Verdict::Unattributed => (self.unattributed, self.unattributed_means),
            Verdict::Nowhere => (self.nowhere, self.nowhere_means),
        }
    }
}

macro_rules! words {
    ($($name:ident: $en:literal, $nl:literal;)*) => {
        /// What the interface says.
        pub(super) struct Words { $(pub $name: &'static str,)* }
        static EN: Words = Words { $($name: $en,)* };
        static NL: Words = Words { $($name: $nl,)* };

        #[cfg(test)]
        const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), $en, $nl),)*];
    };
}

words! {
    // What every page has.
    tagline: "Who said what, when and where", "Wie zei wat, wanneer en waar";
    skip: "Skip to the content", "Naar de inhoud";
    nav_search: "Search", "Zoeken";
    nav_speakers: "Speakers", "Sprekers";
    nav_overview: "Overview", "Overzicht";
    nav_check: "Check a quote", "Citaat nagaan";
    nav_add: "Add articles", "Artikelen toevoegen";
    short_check: "Check", "Nagaan";
    short_add: "Add", "Toevoegen";
    other_language: "Nederlands", "English";
    other_language_code: "nl", "en";
    local: "This page runs on your own machine. Nothing you read or type leaves it.", "Deze pagina draait op uw eigen computer. Wat u leest of typt, blijft daar.";
    keys: "Keyboard", "Toetsen";
    key_search: "go to the search box", "naar het zoekveld";
    key_next: "next and previous result", "volgend en vorig resultaat";
    key_open: "open the result", "resultaat openen";
    key_help: "show these keys", "deze toetsen tonen";
    close: "Close", "Sluiten";
    months: "January February March April May June July August September October November December",
        "januari februari maart april mei juni juli augustus september oktober november december";
    languages: "ar=Arabic da=Danish de=German en=English es=Spanish fa=Persian fi=Finnish fr=French it=Italian ja=Japanese nl=Dutch no=Norwegian pl=Polish pt=Portuguese ro=Romanian ru=Russian sv=Swedish tr=Turkish uk=Ukrainian zh=Chinese",
        "ar=Arabisch da=Deens de=Duits en=Engels es=Spaans fa=Perzisch fi=Fins fr=Frans it=Italiaans ja=Japans nl=Nederlands no=Noors pl=Pools pt=Portugees ro=Roemeens ru=Russisch sv=Zweeds tr=Turks uk=Oekraïens zh=Chinees";
    // What went wrong.
    problem: "Something is wrong", "Er is iets mis";
    missing: "There is nothing here", "Hier is niets";
    method: "This address does not take this kind of request", "Dit adres neemt dit soort verzoek niet aan";
    late: "This took too long", "Dit duurde te lang";
    too_long: "This is too much at once", "Dit is te veel in één keer";
    cannot_write: "Nothing can be saved there", "Daar kan niets worden opgeslagen";
    broken: "Something went wrong here", "Hier ging iets mis";
    read_only: "This page is read-only: nothing can be changed here", "Deze pagina is alleen-lezen: hier kan niets worden gewijzigd";
    token: "Open this page with the full address that the program printed, token included", "Open deze pagina met het volledige adres dat het programma toonde, met het token erbij";
    no_index: "The index cannot be read right now", "De index is nu niet te lezen";
    back_to_search: "Back to search", "Terug naar zoeken";
    // Search.
    search_label: "Search what was said", "Zoek in uitspraken";
    search_hint: "Words, \"a phrase\", speaker:name …", "Woorden, \"een zinsdeel\", speaker:naam …";
    search_button: "Search", "Zoeken";
    claims: "Claims", "Uitspraken";
    articles: "Articles", "Artikelen";
    claim_one: "claim", "uitspraak";
    claim_many: "claims", "uitspraken";
    article_one: "article", "artikel";
    article_many: "articles", "artikelen";
    sort: "Order", "Volgorde";
    sort_relevance: "Best match", "Beste overeenkomst";
    sort_newest: "Newest first", "Nieuwste eerst";
    sort_oldest: "Oldest first", "Oudste eerst";
    refine: "Narrow down", "Verfijnen";
    clear: "Clear all", "Alles wissen";
    remove: "Remove", "Verwijderen";
    speaker: "Speaker", "Spreker";
    outlet: "Outlet", "Medium";
    language: "Language", "Taal";
    kind: "How it is quoted", "Hoe het is geciteerd";
    stance: "What the speaker does", "Wat de spreker doet";
    translation: "Translation", "Vertaling";
    month: "Month", "Maand";
    since: "From", "Vanaf";
    until: "To", "Tot en met";
    apply: "Apply", "Toepassen";
    more: "more", "meer";
    nobody_named: "no one named", "niemand genoemd";
    machine_translated: "Machine-translated", "Machinaal vertaald";
    not_translated: "Not machine-translated", "Niet machinaal vertaald";
    nothing_found: "Nothing found", "Niets gevonden";
    query_wrong: "This cannot be searched for", "Hier kan niet op worden gezocht";
    query_help: "A query is words and \"phrases\", joined by AND, OR and NOT. Put in quotation marks what is meant literally.", "Een zoekvraag bestaat uit woorden en \"zinsdelen\", verbonden met AND, OR en NOT. Zet tussen aanhalingstekens wat letterlijk bedoeld is.";
    in_copies: "Hidden, because they are in copies of articles shown here:", "Verborgen, omdat ze in kopieën staan van artikelen die hier staan:";
    show_copies: "Show them", "Toon ze";
    fold_copies: "Hide copies", "Kopieën verbergen";
    nothing_hint: "Try fewer words, the beginning of a word (sanct*), or remove a filter.", "Probeer minder woorden, het begin van een woord (sanct*), of haal een filter weg.";
    in_articles: "These words do appear in", "Deze woorden staan wel in";
    previous: "Previous", "Vorige";
    next: "Next", "Volgende";
    page: "Page", "Pagina";
    of: "of", "van";
    export: "Export", "Exporteren";
    undated: "undated", "zonder datum";
    no_outlet: "outlet unknown", "medium onbekend";
    // Claims.
    direct: "Quotation", "Citaat";
    mixed: "Partly quoted", "Deels geciteerd";
    indirect: "Reported", "Parafrase";
    asserts: "states", "zegt";
    denies: "denies", "ontkent";
    believes: "believes", "denkt";
    questions: "asks or doubts", "vraagt of betwijfelt";
    demands: "demands", "eist";
    promises: "promises", "belooft";
    attitude: "attitude, not a statement", "houding, geen uitspraak";
    unsaid: "not said", "niet gezegd";
    unsaid_means: "Not said: the article says it was not said, expects it, or only asks whether it was", "Niet gezegd: volgens het artikel is het niet gezegd, wordt het verwacht of is het maar de vraag";
    translated_means: "Machine-translated: not verbatim", "Machinaal vertaald: niet letterlijk";
    uncertain: "Speaker not certain", "Spreker niet zeker";
    person: "person", "persoon";
    organization: "organisation", "organisatie";
    group: "group", "groep";
    document: "document", "document";
    unknown: "unknown", "onbekend";
    by_name: "named in the text", "genoemd in de tekst";
    by_alias: "a shorter or other form of the name in the text", "een kortere of andere vorm van de naam in de tekst";
    by_pronoun: "a pronoun that stands for the name", "een voornaamwoord dat voor de naam staat";
    by_role: "a role that stands for the name", "een functie die voor de naam staat";
    by_continuing: "the quotation goes on", "het citaat loopt door";
    by_nothing: "the text does not say", "de tekst zegt het niet";
    // Articles.
    by: "by", "door";
    published: "published", "gepubliceerd";
    taken_from: "Taken from", "Afkomstig uit";
    headline: "headline", "kop";
    author: "author", "auteur";
    date: "date", "datum";
    from_text: "the article's text", "de tekst van het artikel";
    from_recurring: "the article's text, as in others in its folder", "de tekst van het artikel, zoals in andere in de map";
    from_file: "the file's own metadata", "de metadata van het bestand";
    from_linked: "the page's JSON-LD", "de JSON-LD van de pagina";
    from_page: "the page's meta tags", "de metatags van de pagina";
    from_sidecar: "a file next to the article", "een bestand naast het artikel";
    from_folder: "the folder", "de map";
    from_file_name: "the file's name", "de bestandsnaam";
    original: "original page", "oorspronkelijke pagina";
    no_claims: "No claims were found in this article", "In dit artikel zijn geen uitspraken gevonden";
    no_seeds: "This article's language is not supported: it can only be searched", "De taal van dit artikel wordt niet ondersteund: het is alleen doorzoekbaar";
    show_unlikely: "Also show doubtful claims and attitudes", "Ook twijfelachtige uitspraken en houdingen tonen";
    hide_unlikely: "Hide doubtful claims and attitudes", "Twijfelachtige uitspraken en houdingen verbergen";
    open_claim: "details", "details";
    legend_speaker: "speaker", "spreker";
    legend_cue: "reporting words", "inleidende woorden";
    // The card of a claim.
    candidates: "Possibly", "Mogelijk";
    verbatim_word: "verbatim", "letterlijk";
    said_when: "Said", "Gezegd";
    text_does_not_tell: "the text does not say", "de tekst zegt het niet";
    published_when: "Published", "Gepubliceerd";
    confidence: "Probability that words and speaker are right", "Kans dat woorden en spreker kloppen";
    permanent: "Permanent link", "Vaste link";
    elsewhere: "The same statement elsewhere", "Dezelfde uitspraak elders";
    also_in: "Also in", "Ook in";
    wording_differs: "the wording differs", "de bewoording verschilt";
    same_wording: "in the same words", "in dezelfde woorden";
    all_wordings: "All wordings side by side", "Alle bewoordingen naast elkaar";
    still_comparing: "Still being compared with the rest of this collection: look again in a moment.", "Wordt nog vergeleken met de rest van deze verzameling: kijk zo meteen nog eens.";
    in_wordings: "one statement in all its wordings", "één uitspraak in al haar bewoordingen";
    wording_one: "wording", "bewoording";
    wording_many: "wordings", "bewoordingen";
    earliest_first: "the earliest first", "de vroegste eerst";
    first_wordings: "Showing the first", "Getoond worden de eerste";
    added_here: "only in this wording", "alleen in deze bewoording";
    dropped_here: "only in the wording it is compared with", "alleen in de bewoording waarmee is vergeleken";
    earliest: "earliest", "vroegste";
    reference: "the others are compared with this one", "de andere zijn hiermee vergeleken";
    cites: "names", "noemt";
    negation: "Negation", "Ontkenning";
    modality: "How certain", "Hoe zeker";
    scope: "How much", "Hoeveel";
    condition: "Condition", "Voorwaarde";
    hedge: "Reservation", "Voorbehoud";
    figure: "Figure", "Getal";
    cite: "Cite this", "Citeren";
    as_text: "Text", "Tekst";
    as_review: "ClaimReview, to be completed", "ClaimReview, om aan te vullen";
    copy: "Copy", "Kopiëren";
    copied: "Copied", "Gekopieerd";
    // Speakers.
    speaker_one: "speaker", "spreker";
    speaker_many: "speakers", "sprekers";
    speaker_name: "Name", "Naam";
    outlet_one: "outlet", "medium";
    outlet_many: "outlets", "media";
    outlets: "Outlets", "Media";
    all_outlets: "All outlets", "Alle media";
    first: "First", "Eerste";
    last: "Last", "Laatste";
    also: "also", "ook";
    spellings: "Also written", "Ook geschreven als";
    roles: "Described as", "Omschreven als";
    may_be: "Possibly also", "Mogelijk ook";
    search_speaker: "Search what this speaker said", "Zoek in wat deze spreker zei";
    over_time: "Over time, by outlet", "Door de tijd, per medium";
    repeated: "Repeated most often", "Het vaakst herhaald";
    tensions: "Possible contradictions", "Mogelijke tegenspraak";
    tensions_mean: "Candidates, not verdicts: much the same words, but one has a negation, a denial or an opposite. Read both articles.", "Kandidaten, geen oordelen: grotendeels dezelfde woorden, maar met een ontkenning of een tegendeel in een van beide. Lees beide artikelen.";
    looked_at: "Only the newest claims were searched for repetitions and contradictions:", "Alleen de nieuwste uitspraken zijn doorzocht op herhaling en tegenspraak:";
    newest_claims: "Newest claims", "Nieuwste uitspraken";
    all_claims: "All claims", "Alle uitspraken";
    // The overview.
    left_out: "Not counted here and not searched:", "Hier niet meegeteld en niet doorzocht:";
    left_unlikely: "doubtful", "twijfelachtig";
    left_attitudes: "attitudes", "houdingen";
    left_unsaid: "not said", "niet gezegd";
    claims_over_time: "Claims over time", "Uitspraken door de tijd";
    outlets_by_articles: "Outlets, by articles", "Media, naar artikelen";
    languages_by_articles: "Languages, by articles", "Talen, naar artikelen";
    search_only: "search only", "alleen doorzoekbaar";
    skipped: "What could not be read", "Wat niet te lezen was";
    nothing_skipped: "Everything was read.", "Alles is gelezen.";
    file: "File", "Bestand";
    reason: "Reason", "Reden";
    unread: "Files in formats that are not supported:", "Bestanden van een soort die niet wordt ondersteund:";
    no_ending: "without an extension", "zonder extensie";
    // Corrections.
    corrections: "Corrections", "Correcties";
    reader_says: "Reader", "Lezer";
    what_do_you_say: "Is this claim right?", "Klopt deze uitspraak?";
    right: "right", "klopt";
    wrong_speaker: "wrong speaker", "verkeerde spreker";
    not_a_claim: "not a claim", "geen uitspraak";
    who_instead: "Who said it, if you know", "Wie het zei, als u dat weet";
    note: "Why", "Waarom";
    save: "Save", "Opslaan";
    kept_beside: "Saved next to the index, and kept when articles are indexed again. Everyone who opens this index sees it.", "Wordt naast de index opgeslagen en blijft bij opnieuw indexeren bewaard. Iedereen die deze index opent, ziet het.";
    // Adding articles.
    add_lead: "New articles are read like the rest of this collection and can be searched at once.", "Nieuwe artikelen worden gelezen zoals de rest van deze verzameling en zijn meteen te doorzoeken.";
    add_drop: "Drop files here, or choose them", "Zet bestanden hier neer, of kies ze";
    add_button: "Add", "Toevoegen";
    add_formats: "Text, Markdown, web pages, Word and LibreOffice documents, JSON, CSV and news agencies' XML; up to 64 MB at once.", "Tekst, Markdown, webpagina's, Word- en LibreOffice-documenten, JSON, CSV en XML van persbureaus; tot 64 MB tegelijk.";
    reading: "Reading …", "Bezig met lezen …";
    read: "Done", "Klaar";
    file_one: "file", "bestand";
    file_many: "files", "bestanden";
    // The check.
    check_title: "Did they really say that?", "Is dat echt zo gezegd?";
    check_lead: "Paste a quotation or a whole draft: each quotation in it is compared with everything in this collection.", "Plak een citaat of een heel concept: elk citaat daarin wordt vergeleken met alles in deze verzameling.";
    check_text: "Quotation or draft", "Citaat of concept";
    check_by: "Said by (optional)", "Gezegd door (niet verplicht)";
    check_button: "Check", "Nagaan";
    check_answers: "What was found", "Wat er is gevonden";
    check_most: "Only the first hundred quotations are checked.", "Alleen de eerste honderd citaten zijn nagegaan.";
    quotation_one: "quotation", "citaat";
    quotation_many: "quotations", "citaten";
    trimmed: "The claim says more than this: what was left out may matter.", "De uitspraak zegt meer dan dit: wat is weggelaten, kan van belang zijn.";
    difference: "Word by word", "Woord voor woord";
    added: "only in your text", "alleen in uw tekst";
    dropped: "only in the claim", "alleen in de uitspraak";
    // Verdicts.
    verbatim: "Verbatim", "Letterlijk";
    verbatim_means: "These are the speaker's own words, as they stand.", "Dit zijn de eigen woorden van de spreker, zoals ze er staan.";
    in_translation: "Only in translation", "Alleen in vertaling";
    in_translation_means: "The words stand in a machine-translated article: they are not the speaker's own.", "De woorden staan in een machinaal vertaald artikel: het zijn niet de eigen woorden van de spreker.";
    only_reported: "Reported, not quoted", "Geparafraseerd, niet geciteerd";
    only_reported_means: "An article says this in its own words, outside quotation marks.", "Een artikel zegt dit in eigen woorden, buiten aanhalingstekens.";
    altered: "Altered", "Gewijzigd";
    altered_means: "The closest claim has different words.", "De uitspraak die er het meest op lijkt, heeft andere woorden.";
    unnamed: "Speaker not named", "Spreker niet genoemd";
    unnamed_means: "An article has these words, or words like them, from someone it does not name.", "Een artikel heeft deze of zulke woorden, van iemand die het niet noemt.";
    another: "Said by someone else", "Door een ander gezegd";
    another_means: "These words, or words like them, are another speaker's.", "Deze of zulke woorden zijn van een andere spreker.";
    not_said: "Not said", "Niet gezegd";
    not_said_means: "An article says that this was not said, or only asks or expects it.", "Volgens een artikel is dit niet gezegd, of het vraagt of verwacht het alleen.";
    unattributed: "In an article, not attributed", "In een artikel, aan niemand toegeschreven";
    unattributed_means: "The words are in an article, but no speaker was found for them.", "De woorden staan in een artikel, maar er is geen spreker bij gevonden.";
    nowhere: "Found nowhere", "Nergens gevonden";
    nowhere_means: "No claim and no article here has these words.", "Geen uitspraak en geen artikel hier heeft deze woorden.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_says_everything() {
        for (name, en, nl) in ALL {
            assert!(!en.is_empty() && !nl.is_empty(), "{name}; help: a word in each language");
        }
        let codes = |words: &str| -> Vec<String> {
            words.split(' ').filter_map(|pair| Some(pair.split_once('=')?.0.to_owned())).collect()
        };
        assert_eq!(codes(EN.languages), codes(NL.languages));
        assert_eq!((EN.months.split(' ').count(), NL.months.split(' ').count()), (12, 12));
    }

    #[test]
    fn days_and_numbers_are_written_as_each_language_does() {
        let (en, nl) = (Language::English, Language::Dutch);
        assert_eq!((en.day("2017-02-03"), nl.day("2017-02-03")), ("3 February 2017".into(), "3 februari 2017".into()));
        assert_eq!((en.month(201_712), nl.month(201_703)), ("December 2017".into(), "maart 2017".into()));
        assert_eq!(
            (en.number(1_234_567), nl.number(12_345), nl.number(999)),
            ("1,234,567".into(), "12.345".into(), "999".into())
        );
        assert_eq!(en.day("soon"), "soon");
        assert_eq!((nl.language("fr"), en.language("tlh")), ("Frans", "tlh"));
    }
}
